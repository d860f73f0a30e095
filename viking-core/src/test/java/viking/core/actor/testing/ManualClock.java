package viking.core.actor.testing;

import java.time.Duration;
import java.time.Instant;
import viking.core.actor.Now;

/** Time that passes when a test says so. It begins before zero, as a monotonic clock may. */
public final class ManualClock {
  private static final Instant WALL = Instant.parse("2026-01-01T00:00:00Z");
  private static final long BEGINNING = Duration.ofHours(-10).toNanos() + 1;

  private long nanos = BEGINNING;

  public Now now() {
    return new Now(nanos, WALL.plusNanos(nanos - BEGINNING));
  }

  public Now pass(Duration time) {
    nanos += time.toNanos();
    return now();
  }

  /** Never goes back. */
  public void passUntil(long deadline) {
    nanos = Math.max(nanos, deadline);
  }
}
