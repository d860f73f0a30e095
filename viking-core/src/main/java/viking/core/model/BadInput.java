package viking.core.model;

/**
 * What a person caused and can mend: the message names the culprit and, where there is one, the way
 * out.
 */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadInput(String message) {
    super(message);
  }

  public BadInput(String message, Throwable cause) {
    super(message, cause);
  }
}
