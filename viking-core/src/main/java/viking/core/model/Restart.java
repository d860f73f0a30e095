package viking.core.model;

/** What the end of a job's process means. */
public enum Restart {
  /** It is to run for ever: every end is a failure. */
  ALWAYS("always"),
  /** An exit code of 0 is its success; any other is tried again. */
  ON_FAILURE("on-failure"),
  /** It runs once; its end is final, but for {@code retries}. */
  NEVER("never");

  private final String text;

  Restart(String text) {
    this.text = text;
  }

  public static Restart parse(String text) {
    for (Restart each : values()) {
      if (each.text.equals(text)) {
        return each;
      }
    }
    throw new BadInput("restart '" + text + "' is not always, on-failure or never");
  }

  @Override
  public String toString() {
    return text;
  }
}
