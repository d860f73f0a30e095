package viking.slave.container.docker;

/** The engine has not answered in time; what it did nobody knows. */
final class NoAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoAnswer(String message) {
    super(message);
  }

  NoAnswer(String message, Throwable cause) {
    super(message, cause);
  }
}
