package viking.cli.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Numbers as short as people say them. */
public final class Amount {
  private static final String UNITS = "KMGTP";

  private Amount() {}

  /** {@code 12s}, {@code 3m}, {@code 5h}, {@code 2d}: one unit, rounded down; never negative. */
  public static String time(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 48 * 3600 ? seconds / 3600 + "h" : seconds / 86400 + "d";
  }

  /** How long ago that was; what is no time stays as it is. */
  public static String since(String time, Instant now) {
    try {
      return time.isEmpty() ? "" : time(Duration.between(Instant.parse(time), now));
    } catch (DateTimeException e) {
      return time;
    }
  }

  /** How long it is until then; empty where it is over. */
  public static String until(String time, Instant now) {
    try {
      Duration left = Duration.between(now, Instant.parse(time));
      return left.isNegative() || left.isZero() ? "" : time(left);
    } catch (DateTimeException e) {
      return time;
    }
  }

  /** {@code 900}, {@code 1.2G}, {@code 512M}: powers of 1024, a tenth where it says something. */
  public static String size(long bytes) {
    if (bytes < 1024) {
      return Long.toString(bytes);
    }
    int unit = 0;
    long rest = bytes;
    while (rest >= 1024 * 1024 && unit < UNITS.length() - 1) {
      rest /= 1024;
      unit++;
    }
    long tenths = Math.round(rest * 10 / 1024.0);
    return tenths(tenths, tenths >= 100) + UNITS.charAt(unit);
  }

  /** {@code 900 bytes}, {@code 1.2M}: the same in a sentence. */
  public static String bytes(long bytes) {
    return size(bytes) + (bytes < 1024 ? " bytes" : "");
  }

  /** {@code 4}, {@code 0.5}, {@code 0.25}: cores from thousandths of them. */
  public static String cores(long millis) {
    if (millis % 1000 == 0) {
      return Long.toString(millis / 1000);
    }
    String digits = Long.toString(1000 + millis % 1000).substring(1);
    return millis / 1000 + "." + digits.replaceAll("0+$", "");
  }

  private static String tenths(long tenths, boolean whole) {
    return whole || tenths % 10 == 0
        ? Long.toString(Math.round(tenths / 10.0))
        : tenths / 10 + "." + tenths % 10;
  }
}
