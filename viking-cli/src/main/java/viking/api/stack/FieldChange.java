package viking.api.stack;

/** A field that is another one than before; empty where it was not, or will not be, there. */
public record FieldChange(String field, String from, String to) {}
