package viking.core.cron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import viking.core.model.testing.Draw;
import viking.core.model.testing.Seeds;

/** Compares with a clock that is looked at every minute. */
class CronLinePropertyTest {
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata");

  /** A field as a line spells it, and as sets of numbers. */
  private record Field(String text, boolean any, TreeSet<Integer> values) {
    boolean matches(int value) {
      return any || values.contains(value);
    }
  }

  @Test
  void nextAndLastAreWhatAClockWouldShow() {
    Seeds.each(150, CronLinePropertyTest::compare);
  }

  private static void compare(Draw draw) {
    String zone = draw.of(ZONES);
    Field minute = field(draw, 0, 59);
    Field hour = field(draw, 0, 4);
    Field day = field(draw, 1, 28);
    Field weekday = field(draw, 0, 6);
    String text = minute.text + " " + hour.text + " " + day.text + " * " + weekday.text;
    CronLine line = CronLine.parse(text, zone);
    Instant from = aroundAJump(draw, ZoneId.of(zone).getRules());
    Instant until = from.plus(Duration.ofDays(2));
    Wall wall = new Wall(ZoneId.of(zone).getRules(), hour.text.startsWith("*"));
    TreeSet<Instant> expected = new TreeSet<>();
    LocalDateTime end = LocalDateTime.ofInstant(until, ZoneId.of("UTC")).plusDays(1);
    for (LocalDateTime at = LocalDateTime.ofInstant(from, ZoneId.of("UTC")).minusDays(1);
        at.isBefore(end);
        at = at.plusMinutes(1)) {
      boolean dayMatches =
          day.any || weekday.any
              ? day.matches(at.getDayOfMonth()) && weekday.matches(at.getDayOfWeek().getValue() % 7)
              : day.matches(at.getDayOfMonth())
                  || weekday.matches(at.getDayOfWeek().getValue() % 7);
      if (minute.matches(at.getMinute()) && hour.matches(at.getHour()) && dayMatches) {
        expected.addAll(wall.times(at));
      }
    }
    TreeSet<Instant> inside = new TreeSet<>(expected.subSet(from, false, until, true));
    TreeSet<Instant> forward = new TreeSet<>();
    for (Instant at = line.next(from); !at.isAfter(until); at = line.next(at)) {
      forward.add(at);
    }
    assertEquals(inside, forward, text + " " + zone + " from " + from);
    TreeSet<Instant> backward = new TreeSet<>();
    for (Instant at = line.last(until); at.isAfter(from); at = line.last(at.minusNanos(1))) {
      backward.add(at);
    }
    assertEquals(inside, backward, text + " " + zone + " back from " + until);
  }

  private static Instant aroundAJump(Draw draw, ZoneRules rules) {
    Instant some = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(draw.number(0, 700)));
    ZoneOffsetTransition jump = rules.nextTransition(some);
    return (jump == null || draw.oneIn(4) ? some : jump.getInstant())
        .minus(Duration.ofMinutes(draw.number(0, 1440)));
  }

  private static Field field(Draw draw, int least, int most) {
    TreeSet<Integer> values = new TreeSet<>();
    switch (draw.number(0, 3)) {
      case 0 -> {
        return new Field("*", true, values);
      }
      case 1 -> {
        int first = draw.number(least, most);
        int last = draw.number(first, most);
        for (int i = first; i <= last; i++) {
          values.add(i);
        }
        return new Field(first + "-" + last, false, values);
      }
      case 2 -> {
        values.add(draw.number(least, most));
        values.add(draw.number(least, most));
        return new Field(
            String.join(",", values.stream().map(String::valueOf).toList()), false, values);
      }
      default -> {
        values.add(draw.number(least, most));
        return new Field(values.first().toString(), false, values);
      }
    }
  }
}
