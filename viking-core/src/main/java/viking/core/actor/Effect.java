package viking.core.actor;

/** Something an actor wants done outside. */
public interface Effect {
  /** Why, in words for the trace and the log. */
  String reason();
}
