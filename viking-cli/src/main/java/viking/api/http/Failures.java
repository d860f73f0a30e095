package viking.api.http;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.core.model.BadInput;

/** Turns what went wrong into what the client is told. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final int BAD_REQUEST = 400;
  private static final int BUG = 500;
  private static final int UNAVAILABLE = 503;

  private Failures() {}

  static Answer answer(Throwable failure, String asked) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof Refusal refusal) {
      return Answer.error(refusal.status(), refusal.getMessage(), refusal.headers());
    }
    if (cause instanceof BadInput) {
      return Answer.error(BAD_REQUEST, cause.getMessage(), Map.of());
    }
    if (cause instanceof TimeoutException) {
      return Answer.error(UNAVAILABLE, "this took too long; ask again", Map.of());
    }
    LOG.error("{} failed", asked, cause);
    return Answer.error(
        BUG, "an error in viking: " + cause + "; the host's log says more", Map.of());
  }
}
