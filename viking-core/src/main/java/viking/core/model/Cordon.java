package viking.core.model;

/** A host that gets no new jobs; with drain, one that is emptied as well. */
public record Cordon(boolean drain, String reason, String by, String at) {}
