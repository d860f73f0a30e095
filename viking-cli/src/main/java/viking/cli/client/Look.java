package viking.cli.client;

import java.util.Optional;

/**
 * What asking once has shown.
 *
 * @param status of the reply; 0 where nobody has answered
 * @param problem why there is no answer
 */
public record Look(Optional<Answer> answer, int status, String problem) {
  /** Whether the API says that there is no such thing. */
  public boolean gone() {
    return status == 404;
  }

  /** Whether the API says that it is there, and cannot be shown. */
  public boolean hidden() {
    return status == 409;
  }
}
