package viking.core.model;

import java.time.Duration;
import java.util.Locale;

/**
 * How a node's instances are replaced.
 *
 * @param parallel how many at once
 * @param minReady how long a new one must have been ready before the next is begun
 * @param deadline the longest time without any progress
 */
public record Update(Order order, int parallel, Duration minReady, Duration deadline) {
  public static final Update USUAL =
      new Update(Order.AUTO, 1, Duration.ofSeconds(5), Duration.ofMinutes(5));

  /** Which comes first, the new instance's start or the old one's end. */
  public enum Order {
    /** Start first, unless there is a volume, a fixed host port, or no room for one more. */
    AUTO,
    START_FIRST,
    STOP_FIRST;

    public static Order parse(String text) {
      for (Order each : values()) {
        if (each.toString().equals(text)) {
          return each;
        }
      }
      throw new BadInput("order '" + text + "' is not auto, start-first or stop-first");
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Update {
    if (parallel < 1) {
      throw new BadInput("update: parallel must be 1 or more");
    }
    if (minReady.isNegative() || deadline.isNegative() || deadline.isZero()) {
      throw new BadInput("update: min_ready must not be negative, deadline longer than 0");
    }
  }
}
