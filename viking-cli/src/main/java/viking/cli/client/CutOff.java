package viking.cli.client;

/**
 * The connection ended when all had been said and not all had been heard: nobody knows the rest.
 */
public final class CutOff extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CutOff(String message, Throwable cause) {
    super(message, cause);
  }
}
