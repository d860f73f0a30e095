package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.leader.schedule.Batch.NIGHTLY;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.actor.StoreEffect;
import viking.core.key.Keys;
import viking.core.model.JobState;
import viking.core.model.Restart;

class CronsTest {
  private final Batch batch = new Batch();

  @Test
  void aNewNodeFiresNothingOfThePast() {
    batch.release("nightly: 0 3 * * *");
    batch.at("2026-01-05T12:00:00Z");
    assertEquals(List.of(), batch.jobs());
    assertEquals(Optional.of("2026-01-05T03:00:00Z"), batch.stored());
  }

  @Test
  void isFiredWhenItsTimeHasCome() {
    batch.release("nightly: 0 3 * * *");
    batch.at("2026-01-05T12:00:00Z");
    batch.at("2026-01-06T02:59:59.999Z");
    assertEquals(List.of(), batch.jobs());
    batch.at("2026-01-06T03:00:00Z");
    assertEquals(List.of("cron.20260106-0300"), batch.jobs());
    assertEquals(Optional.of("2026-01-06T03:00:00Z"), batch.stored());
    assertEquals(Restart.NEVER, batch.job("cron.20260106-0300").restart());
    assertEquals("schedule", batch.job("cron.20260106-0300").by());
  }

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
  void theLeaderWakesAtTheNextTime() {
    batch.release("nightly: 0 3 * * *");
    batch.at("2026-01-05T12:00:00Z");
    assertEquals(12, batch.looksAgainAfter("2026-01-06T02:59:48Z"));
    assertTrue(batch.looksAgainAfter("2026-01-05T13:00:00Z") <= 60);
    batch.removeStack();
    batch.at("2026-01-05T13:00:00Z");
    assertEquals(Long.MAX_VALUE, batch.looksAgainAfter("2026-01-05T13:00:00Z"));
  }

  @Test
  void ofMissedTimesTheNewestIsFiredOnce() {
    batch.release("nightly: 0 3 * * *");
    batch.at("2026-01-05T12:00:00Z");
    batch.at("2026-01-20T17:00:00Z");
    assertEquals(List.of("cron.20260120-0300"), batch.jobs());
    batch.says("cron.20260120-0300", JobState.DONE);
    batch.at("2026-01-20T18:00:00Z");
    assertEquals(List.of("cron.20260120-0300"), batch.jobs());
  }

  @Test
  void aWallClockThatIsSetBackFiresNothingTwice() {
    batch.release("nightly: 0 * * * * overlap");
    batch.at("2026-01-05T12:30:00Z");
    batch.at("2026-01-05T13:00:01Z");
    batch.at("2026-01-05T12:59:00Z");
    batch.at("2026-01-05T13:00:02Z");
    assertEquals(List.of("cron.20260105-1300"), batch.jobs());
    batch.at("2026-01-05T14:00:00Z");
    assertEquals(List.of("cron.20260105-1300", "cron.20260105-1400"), batch.jobs());
  }

  /** Of a leader whose clock was a year ahead; the next one's is right. */
  @Test
  void aStoredTimeThatIsFarAheadCountsAsNow() {
    batch.release("nightly: 0 3 * * *");
    batch.at("2026-01-05T12:00:00Z");
    batch.at("2027-01-05T12:00:00Z");
    assertEquals(Optional.of("2027-01-05T03:00:00Z"), batch.stored());
    batch.says("cron.20270105-0300", JobState.DONE);
    batch.takeOver();
    assertEquals(0, batch.looksAgainAfter("2026-01-05T13:00:00Z"));
    batch.at("2026-01-05T13:00:00Z");
    assertEquals(Optional.of("2026-01-05T03:00:00Z"), batch.stored());
    assertEquals(List.of("cron.20270105-0300"), batch.jobs());
    batch.at("2026-01-06T03:00:00Z");
    assertEquals(List.of("cron.20260106-0300", "cron.20270105-0300"), batch.jobs());
  }

  @Test
  void aStoredTimeThatIsADayAheadIsWaitedFor() {
    batch.release("nightly: 0 3 * * *");
    batch.at("2026-01-05T12:00:00Z");
    batch.hand().put(Keys.cron(NIGHTLY), "2026-01-06T12:00:00Z");
    batch.at("2026-01-05T12:00:00Z");
    assertEquals(Optional.of("2026-01-06T12:00:00Z"), batch.stored());
    batch.at("2026-01-05T11:59:59Z");
    assertEquals(Optional.of("2026-01-05T03:00:00Z"), batch.stored());
  }

  /** A machine without a battery begins in the past; until its clock is set it fires nothing. */
  @Test
  void aClockFromBeforeTheReleaseIsNotBelieved() {
    batch.acceptedAt("2026-01-01T00:00:00Z");
    batch.release("nightly: 0 3 * * *");
    batch.at("2026-01-05T12:00:00Z");
    batch.at("1970-01-01T05:00:00Z");
    assertEquals(List.of(), batch.jobs());
    assertEquals(Optional.of("2026-01-05T03:00:00Z"), batch.stored());
    batch.at("2026-01-06T03:00:00Z");
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

  @Test
  void aTimeThatAHandHasSpoiltBeginsAnew() {
    batch.release("nightly: 0 3 * * *");
    batch.at("2026-01-05T12:00:00Z");
    batch.hand().put(Keys.cron(NIGHTLY), "yesterday");
    batch.at("2026-01-20T12:00:00Z");
    assertEquals(List.of(), batch.jobs());
    assertEquals(Optional.of("2026-01-20T03:00:00Z"), batch.stored());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1000000000-01-01T00:00:00Z",
        "-999999999-01-01T00:00:00Z",
        "+292278995-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59Z"
      })
  void aTimeThatIsOnNoCalendarBeginsAnewAsWell(String time) {
    batch.release("nightly: 0 3 * * *");
    batch.at("2026-01-05T12:00:00Z");
    batch.hand().put(Keys.cron(NIGHTLY), time);
    batch.at("2026-01-05T12:00:01Z");
    assertEquals(Optional.of("2026-01-05T03:00:00Z"), batch.stored());
    batch.at("2026-01-06T03:00:00Z");
    assertEquals(List.of("cron.20260106-0300"), batch.jobs());
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

  @Test
  void aLineThatIsNoneIsToldOnceAndHarmsNobody() {
    batch.release("nightly: 0 3 * * *", "bad: at dawn");
    batch.at("2026-01-05T12:00:00Z");
    batch.at("2026-01-06T03:00:00Z");
    assertEquals(List.of("cron.20260106-0300"), batch.jobs());
    assertEquals(1, batch.told().size());
    assertTrue(batch.told().get(0).startsWith("s/bad is never run by the clock: 'at dawn' is not"));
  }
}
