package viking.core.stackfile;

import java.time.Duration;
import java.util.function.Predicate;
import viking.core.codec.Quantity;
import viking.core.model.BadInput;
import viking.core.model.Stop;
import viking.core.model.Update;

/** {@code update} and {@code stop}. */
final class Times {
  private static final int MOST_AT_ONCE = NodeReader.MOST_INSTANCES;

  Update update(Section section) {
    return new Update(
        section.read("order", Update.Order::parse).orElse(Update.USUAL.order()),
        section.count("parallel", Update.USUAL.parallel(), 1, MOST_AT_ONCE),
        time(section, "min_ready", Update.USUAL.minReady()),
        longerThanZero(section, "deadline", Update.USUAL.deadline()));
  }

  Stop stop(Section section) {
    Duration grace = time(section, "grace", Stop.USUAL.grace());
    Duration drain = time(section, "drain", Stop.USUAL.drain());
    return section
        .read("signal", name -> new Stop(name, grace, drain))
        .orElse(new Stop(Stop.USUAL.signal(), grace, drain));
  }

  static Duration time(Section section, String key, Duration usual) {
    return section.named(key, Quantity::duration).orElse(usual);
  }

  static Duration longerThanZero(Section section, String key, Duration usual) {
    return section
        .named(key, text -> checked(text, Quantity.duration(text), time -> !time.isZero()))
        .orElse(usual);
  }

  private static Duration checked(String text, Duration time, Predicate<Duration> test) {
    if (!test.test(time)) {
      throw new BadInput("'" + text + "' must be longer than 0");
    }
    return time;
  }
}
