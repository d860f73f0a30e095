package viking.core.codec;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import viking.core.model.BadInput;

/**
 * Sizes, times and shares of a processor as people write them: {@code 512m}, {@code 1m30s}, {@code
 * 0.5}.
 */
public final class Quantity {
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final BigDecimal MOST_CORES = BigDecimal.valueOf(100_000);

  /** Longer ones are no numbers that anybody means, and reading a million digits takes seconds. */
  private static final int MOST_DIGITS = 40;

  private static final Pattern BYTES = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([kmgt]?)i?b?");
  private static final Map<String, Long> UNITS =
      Map.of("", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30, "t", 1L << 40);
  private static final Pattern TIME =
      Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

  private Quantity() {}

  /** {@code 1048576}, {@code 512k}, {@code 1.5g}, {@code 1GiB}; units are powers of 1024. */
  public static long bytes(String text) {
    Matcher m = BYTES.matcher(text.trim().toLowerCase(Locale.ROOT));
    if (text.length() > MOST_DIGITS || !m.matches()) {
      throw new BadInput("'" + text + "' is not a size such as 512m or 2g");
    }
    BigDecimal bytes =
        new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(UNITS.get(m.group(2))));
    if (bytes.compareTo(BigDecimal.valueOf(1L << 60)) > 0) {
      throw new BadInput("'" + text + "' is more memory than there is");
    }
    return bytes.longValue();
  }

  /** {@code 512m}, {@code 13.5g}: exactly; in bytes where no unit says it in two places. */
  public static String write(long bytes) {
    for (String unit : List.of("t", "g", "m", "k")) {
      BigDecimal of = BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(UNITS.get(unit)));
      BigDecimal least = of.stripTrailingZeros();
      if (bytes >= UNITS.get(unit) && least.scale() <= 2) {
        return least.toPlainString() + unit;
      }
    }
    return Long.toString(bytes);
  }

  /** {@code 4}, {@code 0.25}: cores from thousandths of them. */
  public static String cores(long milliCpu) {
    return BigDecimal.valueOf(milliCpu, 3).stripTrailingZeros().toPlainString();
  }

  /** {@code 10s}, {@code 1m30s}, {@code 500ms}, {@code 2h}. */
  public static Duration duration(String text) {
    Matcher m = TIME.matcher(text.trim());
    if (text.isBlank() || !m.matches()) {
      throw new BadInput("'" + text + "' is not a time such as 10s, 1m30s or 500ms");
    }
    try {
      Duration time =
          Duration.ofHours(part(m.group(1)))
              .plusMinutes(part(m.group(2)))
              .plusSeconds(part(m.group(3)))
              .plusMillis(part(m.group(4)));
      if (time.compareTo(LONGEST) <= 0) {
        return time;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new BadInput("'" + text + "' is longer than any time viking waits", e);
    }
    throw new BadInput("'" + text + "' is longer than any time viking waits");
  }

  public static String write(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }

  /** {@code 2}, {@code 0.5}, {@code 250m}; thousandths of a core. */
  public static long milliCpu(String text) {
    try {
      BigDecimal cores = cores(text);
      // Only what is known to be small is spelled out: 1e99999999 would not fit in memory.
      if (cores.signum() >= 0 && cores.compareTo(MOST_CORES) <= 0) {
        return cores.scaleByPowerOfTen(3).longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new BadInput("'" + text + "' is not a number of cores such as 2, 0.5 or 250m", e);
    }
    throw new BadInput("'" + text + "' is not a number of cores such as 2, 0.5 or 250m");
  }

  private static BigDecimal cores(String text) {
    if (text.length() > MOST_DIGITS) {
      throw new NumberFormatException("too many digits");
    }
    return text.endsWith("m")
        ? new BigDecimal(text.substring(0, text.length() - 1)).scaleByPowerOfTen(-3)
        : new BigDecimal(text);
  }

  private static long part(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
