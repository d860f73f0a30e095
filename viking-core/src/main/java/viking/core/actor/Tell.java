package viking.core.actor;

/** Something an operator would want to read in the log. */
public record Tell(Level level, String reason) implements Effect {
  /** How much it matters. */
  public enum Level {
    /** A state changed. */
    INFO,
    /** Something failed and will be tried again. */
    WARN,
    /** A person is needed. */
    ERROR
  }

  public static Tell info(String text) {
    return new Tell(Level.INFO, text);
  }

  public static Tell warn(String text) {
    return new Tell(Level.WARN, text);
  }

  public static Tell error(String text) {
    return new Tell(Level.ERROR, text);
  }
}
