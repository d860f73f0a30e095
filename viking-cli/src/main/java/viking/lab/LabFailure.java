package viking.lab;

/** What the machine did not let the lab do; the message is one line, and names the culprit. */
public final class LabFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LabFailure(String message) {
    super(message);
  }

  LabFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
