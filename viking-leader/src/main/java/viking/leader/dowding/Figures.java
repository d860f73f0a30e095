package viking.leader.dowding;

import java.math.BigDecimal;
import java.math.RoundingMode;
import viking.core.model.Resources;

/**
 * Cores and bytes in words. What is there is rounded down and what is wanted up, so that they never
 * look equal.
 */
final class Figures {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Figures() {}

  static String cores(long milliCpu) {
    return milliCpu == 1000 ? "1 core" : number(milliCpu) + " cores";
  }

  /** The bare number of cores. */
  static String number(long milliCpu) {
    return BigDecimal.valueOf(Math.max(0, milliCpu), 3).stripTrailingZeros().toPlainString();
  }

  static String bytesThere(long bytes) {
    return bytes(Math.max(0, bytes), RoundingMode.FLOOR);
  }

  static String bytesWanted(long bytes) {
    return bytes(bytes, RoundingMode.CEILING);
  }

  /** All that a job reserves: {@code 2 cores and 4 GiB of memory}. */
  static String wanted(Resources resources) {
    String memory = bytesWanted(resources.memory()) + " of memory";
    if (resources.milliCpu() == 0) {
      return memory;
    }
    String cores = cores(resources.milliCpu());
    return resources.memory() == 0 ? cores : cores + " and " + memory;
  }

  private static String bytes(long bytes, RoundingMode rounding) {
    int unit = 0;
    while (unit < UNITS.length - 1 && bytes >> (10 * (unit + 1)) > 0) {
      unit++;
    }
    BigDecimal figure =
        BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(1L << (10 * unit)), 1, rounding);
    return figure.stripTrailingZeros().toPlainString() + " " + UNITS[unit];
  }
}
