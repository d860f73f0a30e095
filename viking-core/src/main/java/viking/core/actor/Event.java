package viking.core.actor;

/** Something that happened outside an actor: a reply to one of its effects, or news. */
public interface Event {}
