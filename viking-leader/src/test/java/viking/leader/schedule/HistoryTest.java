package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import viking.core.actor.StoreEffect;
import viking.core.model.JobState;

class HistoryTest {
  private static final String ONCE = "{\"image\":\"batch\",\"restart\":\"never\"}";

  private final Batch batch = new Batch();

  @Test
  void ofJobsThatPeopleRanTheNewestStay() {
    for (int i = 0; i < 14; i++) {
      ran("run." + letter(13 - i), ONCE);
    }
    batch.at("2026-01-05T12:00:00Z");
    assertEquals(letters("run.", 0, 10), batch.jobs());
  }

  @Test
  void whatStillRunsCountsForNothingAndStays() {
    batch.hand().proc(Batch.id("run.still"), ONCE);
    batch.says("run.still", JobState.RUNNING);
    for (int i = 0; i < 10; i++) {
      ran("run." + letter(i), ONCE);
    }
    batch.at("2026-01-05T12:00:00Z");
    assertEquals(11, batch.jobs().size());
    batch.says("run.still", JobState.DONE);
    batch.at("2026-01-05T12:00:01Z");
    assertEquals(letters("run.", 0, 10), batch.jobs());
  }

  @Test
  void ofJobsThatTheClockRanTheNewestStay() {
    batch.release("nightly: 0 * * * *");
    batch.at("2026-01-05T00:30:00Z");
    for (int hour = 1; hour <= 13; hour++) {
      batch.at("2026-01-05T%02d:00:00Z".formatted(hour));
      batch.says("cron.20260105-%02d00".formatted(hour), JobState.FAILED);
    }
    batch.at("2026-01-05T13:30:00Z");
    assertEquals(
        IntStream.rangeClosed(4, 13).mapToObj("cron.20260105-%02d00"::formatted).toList(),
        batch.jobs());
  }

  @Test
  void peoplesJobsDoNotPushOutTheClocks() {
    batch.release("nightly: 0 * * * *");
    batch.at("2026-01-05T00:30:00Z");
    batch.at("2026-01-05T01:00:00Z");
    batch.says("cron.20260105-0100", JobState.DONE);
    for (int i = 0; i < 12; i++) {
      ran("run." + letter(i), ONCE);
    }
    batch.at("2026-01-05T01:30:00Z");
    assertEquals(
        Stream.concat(Stream.of("cron.20260105-0100"), letters("run.", 2, 12).stream()).toList(),
        batch.jobs());
  }

  @Test
  void whatHasAnotherTagStays() {
    for (int i = 0; i < 12; i++) {
      ran(letter(i), ONCE);
      ran("cron." + letter(i), ONCE);
    }
    batch.at("2026-01-05T12:00:00Z");
    assertEquals(24, batch.jobs().size());
  }

  @Test
  void whatIsPutOnceMoreAtThatMomentStays() {
    for (int i = 0; i < 11; i++) {
      ran("run." + letter(i), ONCE);
    }
    List<StoreEffect.Commit> sent = batch.look("2026-01-05T12:00:00Z");
    batch.hand().proc(Batch.id("run.a"), ONCE);
    batch.land(sent);
    batch.at("2026-01-05T12:00:01Z");
    assertEquals(letters("run.", 0, 11), batch.jobs());
  }

  @Test
  void anotherLeaderGoesOnWithIt() {
    for (int i = 0; i < 11; i++) {
      ran("run." + letter(i), ONCE);
    }
    batch.takeOver();
    batch.at("2026-01-05T12:00:00Z");
    assertEquals(letters("run.", 1, 11), batch.jobs());
  }

  private void ran(String tag, String value) {
    batch.hand().proc(Batch.id(tag), value);
    batch.says(tag, JobState.DONE);
  }

  private static List<String> letters(String prefix, int from, int until) {
    return IntStream.range(from, until).mapToObj(i -> prefix + letter(i)).toList();
  }

  private static String letter(int i) {
    return String.valueOf((char) ('a' + i));
  }
}
