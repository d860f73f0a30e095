package viking.api.stack;

import java.time.Duration;

/** How long ago something was, as people say it. */
final class Ago {
  private Ago() {}

  /** {@code 12 s}, {@code 7 min}, {@code 3 h}, {@code 5 days}: rounded down; never negative. */
  static String words(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes < 120) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    return hours < 48 ? hours + " h" : hours / 24 + " days";
  }
}
