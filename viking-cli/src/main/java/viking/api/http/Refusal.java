package viking.api.http;

import java.util.Map;

/**
 * An answer that is no success: its status, and one line that names the culprit and the way out.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> headers;

  public Refusal(int status, String message) {
    this(status, message, Map.of());
  }

  Refusal(int status, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.headers = Map.copyOf(headers);
  }

  public static Refusal notFound(String message) {
    return new Refusal(404, message);
  }

  /** Things are not so that it could be done. */
  public static Refusal conflict(String message) {
    return new Refusal(409, message);
  }

  /** Not now; perhaps later. */
  public static Refusal unavailable(String message) {
    return new Refusal(503, message);
  }

  public int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }
}
