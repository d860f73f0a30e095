package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.leader.schedule.Batch.NIGHTLY;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.key.Keys;
import viking.core.model.JobState;
import viking.core.model.Restart;

/** When the clock runs a node, whatever the clocks say. */
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
  void aLineThatIsNoneIsToldOnceAndHarmsNobody() {
    batch.release("nightly: 0 3 * * *", "bad: at dawn");
    batch.at("2026-01-05T12:00:00Z");
    batch.at("2026-01-06T03:00:00Z");
    assertEquals(List.of("cron.20260106-0300"), batch.jobs());
    assertEquals(1, batch.told().size());
    assertTrue(batch.told().get(0).startsWith("s/bad is never run by the clock: 'at dawn' is not"));
  }
}
