package viking.slave.deploy;

import java.time.Duration;

/** How long a crashing job waits: 0, 1, 2, 4 … 60 seconds. */
final class Backoff {
  private static final Duration MOST = Duration.ofSeconds(60);
  private static final int SHIFT_PAST_MOST = 7;

  private Backoff() {}

  /** The wait after so many failed runs in a row. */
  static Duration after(int failures) {
    if (failures <= 1) {
      return Duration.ZERO;
    }
    Duration wait = Duration.ofSeconds(1L << Math.min(failures - 2, SHIFT_PAST_MOST));
    return wait.compareTo(MOST) < 0 ? wait : MOST;
  }
}
