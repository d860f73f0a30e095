package viking.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import viking.core.codec.Quantity;
import viking.core.model.BadInput;

/** How long a command waits for what it has asked for. */
final class Patience {
  @Option(names = "--detach", description = "Does not wait until it is done.")
  private boolean detach;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private Optional<Duration> timeout = Optional.empty();

  /** Refused here, before anything is asked for: what has been done cannot be misuse any more. */
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Waits so long at most, such as 10m; it goes on after that, exit code 2.")
  void timeout(String text) {
    timeout = Optional.of(read(command, text));
  }

  boolean detach() {
    return detach;
  }

  /** When it is over; reckoned from now on. */
  Optional<Instant> until(Session session) {
    return timeout.map(session.now()::plus);
  }

  /** The same, for what nothing but patience ends. */
  Optional<Instant> until(Session session, Duration usual) {
    return until(session).or(() -> Optional.of(session.now().plus(usual)));
  }

  static Duration read(CommandSpec command, String text) {
    try {
      return Quantity.duration(text);
    } catch (BadInput e) {
      throw new ParameterException(command.commandLine(), "--timeout: " + e.getMessage(), e);
    }
  }
}
