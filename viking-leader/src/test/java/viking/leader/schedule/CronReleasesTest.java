package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.actor.StoreEffect;
import viking.core.key.Keys;
import viking.core.model.JobState;

/** What the clock runs when another release has come. */
class CronReleasesTest {
  private final Batch batch = new Batch();

  @Test
  void theNextTimeRunsWhatTheReleaseSaysThen() {
    batch.release("nightly: 0 3 * * *");
    batch.at("2026-01-05T12:00:00Z");
    batch.at("2026-01-06T03:00:00Z");
    batch.says("cron.20260106-0300", JobState.RUNNING);
    batch.changeValue("new");
    batch.at("2026-01-06T03:01:00Z");
    assertEquals("batch", batch.job("cron.20260106-0300").image());
    batch.says("cron.20260106-0300", JobState.DONE);
    batch.at("2026-01-07T03:00:00Z");
    assertEquals("image-new", batch.job("cron.20260107-0300").image());
  }

  @Test
  void aReleaseInBetweenIsNotOverlooked() {
    batch.release("nightly: 0 3 * * *");
    batch.at("2026-01-05T12:00:00Z");
    List<StoreEffect.Commit> sent = batch.look("2026-01-06T03:00:00Z");
    batch.changeValue("new");
    batch.land(sent);
    batch.at("2026-01-06T03:00:01Z");
    assertEquals("image-new", batch.job("cron.20260106-0300").image());
  }

  @Test
  void anotherLineBeginsAnew() {
    batch.release("nightly: 0 3 * * *");
    batch.at("2026-01-05T12:00:00Z");
    batch.release("nightly: 0 * * * *");
    batch.takeOver();
    batch.at("2026-01-05T17:20:00Z");
    assertEquals(List.of(), batch.jobs());
    batch.at("2026-01-05T18:00:00Z");
    assertEquals(List.of("cron.20260105-1800"), batch.jobs());
  }

  @Test
  void theSameLineInAnotherReleaseGoesOn() {
    batch.release("nightly: 0 3 * * *");
    batch.at("2026-01-05T12:00:00Z");
    batch.release("nightly: 0 3 * * *", "other: 0 1 * * *");
    batch.takeOver();
    batch.at("2026-01-06T04:00:00Z");
    assertEquals(List.of("cron.20260106-0300"), batch.jobs());
  }

  @Test
  void aNodeThatComesBackBeginsAnew() {
    batch.release("nightly: 0 * * * *");
    batch.at("2026-01-05T12:30:00Z");
    batch.release("other: 0 1 * * *");
    batch.at("2026-01-05T12:40:00Z");
    assertEquals(Optional.empty(), batch.stored());
    batch.release("nightly: 0 * * * *");
    batch.at("2026-01-05T15:10:00Z");
    assertEquals(List.of(), batch.jobs());
    assertEquals(Optional.of("2026-01-05T15:00:00Z"), batch.stored());
  }

  @Test
  void aNodeThatComesBackAtThatMomentIsNotForgotten() {
    batch.release("nightly: 0 * * * *");
    batch.at("2026-01-05T12:30:00Z");
    batch.release("other: 0 1 * * *");
    List<StoreEffect.Commit> sent = batch.look("2026-01-05T12:40:00Z");
    batch.release("nightly: 0 * * * *");
    batch.land(sent);
    batch.at("2026-01-05T13:00:00Z");
    assertEquals(List.of("cron.20260105-1300"), batch.jobs());
  }

  @Test
  void aReleaseThatCannotBeReadTakesNothingAway() {
    batch.release("nightly: 0 * * * *");
    batch.at("2026-01-05T12:30:00Z");
    batch.at("2026-01-05T13:00:00Z");
    batch.hand().put(Keys.stack("s"), "nonsense");
    batch.at("2026-01-05T14:00:00Z");
    assertEquals(List.of("cron.20260105-1300"), batch.jobs());
    assertEquals(Optional.of("2026-01-05T13:00:00Z"), batch.stored());
  }
}
