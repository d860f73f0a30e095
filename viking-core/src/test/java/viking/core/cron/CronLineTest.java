package viking.core.cron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.core.model.testing.Refused.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CronLineTest {
  private static final String BERLIN = "Europe/Berlin";

  @Test
  void namesTheTimesOfItsZone() {
    assertEquals(
        List.of("2026-01-01T02:00:00Z", "2026-01-02T02:00:00Z"),
        times("0 3 * * *", BERLIN, "2026-01-01T00:00:00Z", 2));
    assertEquals(
        List.of("2026-01-01T03:00:00Z", "2026-01-02T03:00:00Z"),
        times("0 3 * * *", "UTC", "2026-01-01T00:00:00Z", 2));
  }

  @Test
  void aNominalTimeIsItsOwnLastAndNotItsOwnNext() {
    CronLine line = CronLine.parse("0 3 * * *", "UTC");
    Instant three = Instant.parse("2026-01-01T03:00:00Z");
    assertEquals(three, line.last(three));
    assertEquals(three, line.next(three.minusNanos(1)));
    assertEquals(Instant.parse("2026-01-02T03:00:00Z"), line.next(three));
    assertEquals(Instant.parse("2025-12-31T03:00:00Z"), line.last(three.minusNanos(1)));
  }

  @Test
  void aTimeThatTheWallSkipsComesAsMuchLater() {
    assertEquals(
        List.of("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"),
        times("30 2 * * *", BERLIN, "2026-03-28T00:00:00Z", 3));
  }

  @Test
  void whatRunsEveryHourRunsOnThroughASkippedOne() {
    assertEquals(
        List.of("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z"),
        times("30 * * * *", BERLIN, "2026-03-29T00:00:00Z", 3));
  }

  @Test
  void aSkippedTimeAndOneThatIsShownKeepTheirOrder() {
    assertEquals(
        List.of("2026-03-29T01:15:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:15:00Z"),
        times("15,30 2 * * *", BERLIN, "2026-03-29T00:00:00Z", 3));
    CronLine line = CronLine.parse("10,40 2-3 29 3 *", BERLIN);
    assertEquals(
        Instant.parse("2026-03-29T01:40:00Z"), line.last(Instant.parse("2026-03-29T01:41:00Z")));
    assertEquals(
        Instant.parse("2026-03-29T01:10:00Z"), line.next(Instant.parse("2026-03-29T00:00:00Z")));
  }

  @Test
  void aTimeThatTheWallShowsTwiceComesOnce() {
    assertEquals(
        List.of("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
        times("30 2 * * *", BERLIN, "2026-10-24T12:00:00Z", 2));
    CronLine line = CronLine.parse("30 2 * * *", BERLIN);
    assertEquals(
        Instant.parse("2026-10-25T00:30:00Z"), line.last(Instant.parse("2026-10-25T01:45:00Z")));
  }

  @Test
  void whatRunsEveryHourRunsInBothHoursOfTheSameName() {
    assertEquals(
        List.of(
            "2026-10-25T00:00:00Z",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:00:00Z",
            "2026-10-25T01:30:00Z",
            "2026-10-25T02:00:00Z"),
        times("*/30 * * * *", BERLIN, "2026-10-24T23:45:00Z", 5));
  }

  @Test
  void twoDaysGivenBothWaysAreEither() {
    assertEquals(
        List.of("2026-12-11T00:00:00Z", "2026-12-13T00:00:00Z", "2026-12-18T00:00:00Z"),
        times("0 0 13 * 5", "UTC", "2026-12-10T00:00:00Z", 3));
  }

  @Test
  void aLeapDayIsWaitedFor() {
    assertEquals(
        List.of("2028-02-29T00:00:00Z"), times("0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z", 1));
  }

  @Test
  void whatIsNoCronLineIsRefusedWithTheReason() {
    assertEquals(
        "'0 3 * *' is not a cron line (cron expression contains 4 parts); it has five fields,"
            + " minute hour day month weekday: \"0 3 * * *\"",
        message(() -> CronLine.parse("0 3 * *", "UTC")));
    for (String bad :
        List.of(
            "",
            "61 * * * *",
            "@daily",
            "a b c d e",
            "*/0 * * * *",
            "0 25 * * *",
            "5-1 * * * *",
            "0 3 * * 8",
            "0 0 L * *",
            "? * * * *",
            "0 0 3 * * *")) {
      assertTrue(
          message(() -> CronLine.parse(bad, "UTC")).startsWith("'" + bad + "' is not a cron line"),
          bad);
    }
    assertEquals(
        "'61 * * * *' is not a cron line (value 61 not in range [0, 59]); it has five fields,"
            + " minute hour day month weekday: \"0 3 * * *\"",
        message(() -> CronLine.parse("61 * * * *", "UTC")));
  }

  @Test
  void aDayThatNeverComesIsRefused() {
    assertEquals(
        "'0 0 31 2 *' names a day that never comes",
        message(() -> CronLine.parse("0 0 31 2 *", "UTC")));
  }

  @Test
  void anUnknownZoneIsRefused() {
    assertEquals(
        "'Europe/Berln' is not a time zone; such are 'UTC' and 'Europe/Berlin'",
        message(() -> CronLine.parse("0 3 * * *", "Europe/Berln")));
  }

  private static List<String> times(String cron, String zone, String from, int howMany) {
    CronLine line = CronLine.parse(cron, zone);
    List<String> times = new ArrayList<>();
    Instant at = Instant.parse(from);
    for (int i = 0; i < howMany; i++) {
      at = line.next(at);
      assertEquals(at, line.last(at));
      times.add(at.toString());
    }
    return times;
  }
}
