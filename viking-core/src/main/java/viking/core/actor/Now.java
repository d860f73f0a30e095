package viking.core.actor;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of a pass: {@code nanos} for durations, on one actor's monotonic clock; {@code wall} for
 * people.
 */
public record Now(long nanos, Instant wall) {
  public long after(Duration time) {
    return nanos + time.toNanos();
  }

  public boolean reached(long deadline) {
    return nanos - deadline >= 0;
  }
}
