package viking.core.model;

import java.time.Duration;

/** How a container is brought to its end: first drained of traffic, then signalled, then killed. */
public record Stop(String signal, Duration grace, Duration drain) {
  public static final Stop USUAL =
      new Stop("SIGTERM", Duration.ofSeconds(10), Duration.ofSeconds(10));

  public Stop {
    if (!signal.matches("SIG[A-Z0-9+-]{1,12}")) {
      throw new BadInput("stop: signal '" + signal + "' is not a name such as SIGTERM");
    }
    if (grace.isNegative() || drain.isNegative()) {
      throw new BadInput("stop: grace and drain must not be negative");
    }
  }
}
