package viking.slave.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.core.model.JobState.BACKOFF;
import static viking.core.model.JobState.DONE;
import static viking.core.model.JobState.FAILED;
import static viking.slave.testing.Examples.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import viking.core.actor.testing.ManualClock;
import viking.core.model.Job;

class RunsTest {
  private static final Job ALWAYS = job("{\"image\":\"web\"}");
  private static final Job ON_FAILURE = job("{\"image\":\"web\",\"restart\":\"on-failure\"}");
  private static final Job NEVER = job("{\"image\":\"job\",\"restart\":\"never\"}");
  private static final Job TWO_RETRIES =
      job("{\"image\":\"job\",\"restart\":\"never\",\"retries\":2}");

  private final ManualClock clock = new ManualClock();
  private final Runs runs = new Runs();

  @Test
  void everyEndOfWhatIsToRunForEverIsAFailure() {
    ended("1", 0, ALWAYS);
    assertFalse(runs.isFinal());
    assertEquals(1, runs.failures());
    assertEquals("exited with 0", runs.problem());
    assertEquals(OptionalInt.of(0), runs.exitCode());
    assertTrue(runs.mayStart(clock.now()), "the first time at once");
  }

  @Test
  void waitsLongerFromFailureToFailure() {
    List<Long> waits = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      ended("" + i, 1, ALWAYS);
      waits.add(Duration.ofNanos(runs.startAfter() - clock.now().nanos()).toSeconds());
      assertEquals(waits.get(i - 1) == 0, runs.mayStart(clock.now()));
      clock.passUntil(runs.startAfter());
      assertTrue(runs.mayStart(clock.now()));
    }
    assertEquals(List.of(0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L), waits);
    assertEquals(9, runs.total());
  }

  @Test
  void waitsAlsoWhereAHandHasWrittenDownMoreFailuresThanCanBeCounted() {
    runs.recall(0, Integer.MAX_VALUE);
    ended("1", 1, ALWAYS);
    assertFalse(runs.mayStart(clock.now()));
    assertTrue(runs.failures() > 0);
  }

  @Test
  void anExitCodeOfZeroIsSuccessUnlessItIsToRunForEver() {
    ended("1", 1, ON_FAILURE);
    assertFalse(runs.isFinal());
    ended("2", 0, ON_FAILURE);
    assertEquals(DONE, runs.end());
    assertEquals("", runs.problem());
    assertEquals(2, runs.total());
  }

  @Test
  void oneOffSuccessIsFinal() {
    ended("1", 0, NEVER);
    assertTrue(runs.isFinal());
    assertEquals(DONE, runs.end());
    assertEquals(OptionalInt.of(0), runs.exitCode());
  }

  @Test
  void oneOffFailureIsFinal() {
    ended("1", 3, NEVER);
    assertEquals(FAILED, runs.end());
    assertEquals("exited with 3", runs.problem());
    assertEquals(OptionalInt.of(3), runs.exitCode());
  }

  @Test
  void oneOffFailuresAreTriedAgainWhileRetriesAreLeft() {
    ended("1", 1, TWO_RETRIES);
    ended("2", 1, TWO_RETRIES);
    assertFalse(runs.isFinal());
    ended("3", 1, TWO_RETRIES);
    assertEquals(FAILED, runs.end());
  }

  @Test
  void runsOnOtherHostsCountAgainstTheRetries() {
    runs.recall(2, 0);
    ended("1", 1, TWO_RETRIES);
    assertEquals(FAILED, runs.end());
    assertEquals(3, runs.total());
    assertEquals(1, runs.failures(), "here");
  }

  @Test
  void countsEachRunOnce() {
    ended("1", 1, ALWAYS);
    ended("1", 1, ALWAYS);
    assertEquals(1, runs.total());
    assertTrue(runs.counted("1"));
    assertFalse(runs.counted("2"));
    assertEquals("1", runs.lastCounted());
  }

  @Test
  void doesNotCountARunAgainThatAnEarlierProcessHasCounted() {
    runs.recall(4, 2);
    runs.recallEnd("7", BACKOFF, OptionalInt.of(1), "exited with 1", List.of());
    ended("7", 1, ALWAYS);
    assertEquals(4, runs.total());
    assertEquals(2, runs.failures());
    assertEquals("exited with 1", runs.problem());
    assertFalse(runs.isFinal());
  }

  @Test
  void recallsAnEndForGood() {
    runs.recallEnd("7", DONE, OptionalInt.of(0), "", List.of());
    assertTrue(runs.isFinal());
    assertEquals(DONE, runs.end());
  }

  @Test
  void neverRecallsLessThanItKnows() {
    ended("1", 1, ALWAYS);
    ended("2", 1, ALWAYS);
    runs.recall(1, 0);
    assertEquals(2, runs.total());
    assertEquals(2, runs.failures());
  }

  @Test
  void explainsAnEndByItsCause() {
    runs.ended("1", 137, ALWAYS, "unhealthy: 503", List.of(), clock.now());
    assertEquals("unhealthy: 503", runs.problem());
  }

  @Test
  void anAttemptThatDidNotEvenRunIsAFailure() {
    runs.failed(ALWAYS, "image web cannot be had", clock.now());
    assertEquals(1, runs.failures());
    assertEquals("image web cannot be had", runs.problem());
    runs.failed(NEVER, "image web cannot be had", clock.now());
    assertEquals(FAILED, runs.end());
  }

  @Test
  void aHealthyRunMakesTheNextCrashTheFirstOne() {
    ended("1", 1, ALWAYS);
    ended("2", 1, ALWAYS);
    ended("3", 1, ALWAYS);
    runs.healthyLongEnough();
    ended("4", 1, ALWAYS);
    assertTrue(runs.mayStart(clock.now()));
    assertEquals(1, runs.failures());
    assertEquals(4, runs.total(), "all of them count as runs");
  }

  @Test
  void aPersonsRetryEndsTheWait() {
    ended("1", 1, ALWAYS);
    ended("2", 1, ALWAYS);
    assertFalse(runs.mayStart(clock.now()));
    runs.forgive();
    assertTrue(runs.mayStart(clock.now()));
    assertEquals(0, runs.failures());
  }

  private void ended(String run, int exit, Job job) {
    runs.ended(run, exit, job, "", List.of(), clock.now());
  }
}
