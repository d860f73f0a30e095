package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.actor.StoreEffect;
import viking.core.key.Keys;
import viking.core.model.JobState;

/** What the clock runs while a job of the same node has not ended, or somebody else puts one. */
class CronOverlapTest {
  private final Batch batch = new Batch();

  /** Found by seed 970: what takes a removed stack away, its time among it, may land yet. */
  @Test
  void nothingIsFiredWhileAWriteAboutTheStackIsInDoubt() {
    batch.release("nightly: 0 3 * * *");
    batch.at("2026-01-05T12:00:00Z");
    batch.inDoubt(true);
    batch.at("2026-01-06T03:00:00Z");
    assertEquals(List.of(), batch.jobs());
    assertEquals(Long.MAX_VALUE, batch.looksAgainAfter("2026-01-06T03:00:01Z"));
    batch.inDoubt(false);
    batch.at("2026-01-06T03:00:02Z");
    assertEquals(List.of("cron.20260106-0300"), batch.jobs());
  }

  @Test
  void aTimeIsSkippedWhileTheOneBeforeRuns() {
    batch.release("nightly: 0 * * * *");
    batch.at("2026-01-05T12:30:00Z");
    batch.at("2026-01-05T13:00:00Z");
    batch.says("cron.20260105-1300", JobState.RUNNING);
    List<StoreEffect.Commit> sent = batch.look("2026-01-05T14:00:00Z");
    assertEquals(
        List.of("2026-01-05T14:00:00Z is skipped: s.nightly.cron.20260105-1300 has not ended"),
        sent.stream().map(StoreEffect::reason).toList());
    batch.land(sent);
    assertEquals(Optional.of("2026-01-05T14:00:00Z"), batch.stored());
    batch.says("cron.20260105-1300", JobState.DONE);
    batch.at("2026-01-05T14:30:00Z");
    assertEquals(List.of("cron.20260105-1300"), batch.jobs());
    batch.at("2026-01-05T15:00:00Z");
    assertEquals(List.of("cron.20260105-1300", "cron.20260105-1500"), batch.jobs());
  }

  @Test
  void aJobThatWasDeletedRunsUntilItsHostHasStoppedIt() {
    batch.release("nightly: 0 * * * *");
    batch.at("2026-01-05T12:30:00Z");
    batch.at("2026-01-05T13:00:00Z");
    batch.says("cron.20260105-1300", JobState.RUNNING);
    batch.hand().delete(Keys.proc(Batch.id("cron.20260105-1300")));
    batch.at("2026-01-05T14:00:00Z");
    assertEquals(List.of(), batch.jobs());
    batch.isStopped("cron.20260105-1300");
    batch.at("2026-01-05T15:00:00Z");
    assertEquals(List.of("cron.20260105-1500"), batch.jobs());
  }

  @Test
  void anEndedJobThatIsPutOnceMoreAtThatMomentIsNotOverlapped() {
    batch.release("nightly: 0 * * * *");
    batch.at("2026-01-05T12:30:00Z");
    batch.at("2026-01-05T13:00:00Z");
    batch.says("cron.20260105-1300", JobState.FAILED);
    List<StoreEffect.Commit> sent = batch.look("2026-01-05T14:00:00Z");
    batch
        .hand()
        .proc(Batch.id("cron.20260105-1300"), "{\"image\":\"batch\",\"restart\":\"never\"}");
    batch.land(sent);
    batch.at("2026-01-05T14:00:01Z");
    assertEquals(List.of("cron.20260105-1300"), batch.jobs());
    assertEquals(Optional.of("2026-01-05T14:00:00Z"), batch.stored());
  }

  /** Found by seed 381: it had been put by hand before, too, and was not looked at. */
  @Test
  void aHandsJobThatIsPutOnceMoreAtThatMomentIsNotOverlapped() {
    String byHand = "{\"image\":\"batch\",\"restart\":\"never\"}";
    batch.release("nightly: 0 * * * *");
    batch.at("2026-01-05T12:30:00Z");
    batch.hand().proc(Batch.id("cron.20260105-1200"), byHand);
    batch.says("cron.20260105-1200", JobState.DONE);
    List<StoreEffect.Commit> sent = batch.look("2026-01-05T13:00:00Z");
    batch.hand().proc(Batch.id("cron.20260105-1200"), byHand);
    batch.land(sent);
    batch.at("2026-01-05T13:00:01Z");
    assertEquals(List.of("cron.20260105-1200"), batch.jobs());
  }

  @Test
  void jobsOverlapWhereTheFileSaysSo() {
    batch.release("nightly: 0 * * * * overlap");
    batch.at("2026-01-05T12:30:00Z");
    batch.at("2026-01-05T13:00:00Z");
    batch.says("cron.20260105-1300", JobState.RUNNING);
    batch.at("2026-01-05T14:00:00Z");
    assertEquals(List.of("cron.20260105-1300", "cron.20260105-1400"), batch.jobs());
  }

  @Test
  void twoLeadersAtTheVeryMomentFireOnce() {
    batch.release("nightly: 0 * * * * overlap");
    batch.at("2026-01-05T12:30:00Z");
    List<StoreEffect.Commit> first = batch.look("2026-01-05T13:00:00Z");
    batch.takeOver();
    List<StoreEffect.Commit> second = batch.look("2026-01-05T13:00:00Z");
    batch.land(second);
    long revision = batch.state().revision();
    batch.land(first);
    assertEquals(revision, batch.state().revision());
    // Nor does it fire again when what it has put is gone by then: the stored time stands.
    batch.hand().delete(Keys.proc(Batch.id("cron.20260105-1300")));
    batch.land(first);
    batch.at("2026-01-05T13:00:01Z");
    assertEquals(List.of(), batch.jobs());
  }

  @Test
  void aTagThatIsTakenIsLeftAlone() {
    batch.release("nightly: 0 3 * * * overlap");
    batch.at("2026-01-05T12:00:00Z");
    batch.hand().proc(Batch.id("cron.20260106-0300"), "{\"image\":\"mine\"}");
    batch.at("2026-01-06T03:00:00Z");
    assertEquals("mine", batch.job("cron.20260106-0300").image());
    assertEquals(Optional.of("2026-01-06T03:00:00Z"), batch.stored());
  }
}
