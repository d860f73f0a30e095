package viking.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;
import viking.core.codec.Quantity;
import viking.core.model.BadInput;

/** How long a command waits for what it has asked for. */
final class Patience {
  @Option(names = "--detach", description = "Does not wait until it is done.")
  private boolean detach;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Waits so long at most, such as 10m; it goes on after that, exit code 2.")
  private Optional<String> timeout;

  boolean detach() {
    return detach;
  }

  /** When it is over; reckoned from now on. */
  Optional<Instant> until(Session session) {
    return timeout.map(text -> session.now().plus(read(session, text)));
  }

  /** The same, for what nothing but patience ends. */
  Optional<Instant> until(Session session, Duration usual) {
    return until(session).or(() -> Optional.of(session.now().plus(usual)));
  }

  static Duration read(Session session, String text) {
    try {
      return Quantity.duration(text);
    } catch (BadInput e) {
      throw session.misuse("--timeout: " + e.getMessage());
    }
  }
}
