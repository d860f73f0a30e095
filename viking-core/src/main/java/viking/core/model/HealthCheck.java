package viking.core.model;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** How to find out whether a running container does its work. */
public record HealthCheck(
    Kind kind,
    String path,
    List<String> command,
    OptionalInt port,
    Duration interval,
    Duration timeout,
    int retries,
    Duration startPeriod) {
  public static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);
  public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);
  public static final int USUAL_RETRIES = 3;

  /** What is done to find out. */
  public enum Kind {
    HTTP,
    TCP,
    COMMAND
  }

  public HealthCheck {
    command = List.copyOf(command);
    if (interval.isNegative() || interval.isZero() || timeout.isNegative() || timeout.isZero()) {
      throw new BadInput("health: interval and timeout must be longer than 0");
    }
    if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65535)) {
      throw new BadInput("health: port " + port.getAsInt() + " is not a port from 1 to 65535");
    }
    if (retries < 1) {
      throw new BadInput("health: retries must be 1 or more");
    }
  }
}
