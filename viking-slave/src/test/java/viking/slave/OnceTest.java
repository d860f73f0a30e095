package viking.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static viking.core.model.JobState.DONE;
import static viking.core.model.JobState.FAILED;
import static viking.core.model.JobState.RUNNING;
import static viking.slave.testing.Examples.JOB;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import viking.slave.container.Phase;

/** What is to run once, or only so often. */
class OnceTest {
  private static final String ONCE = "{\"image\":\"web\",\"restart\":\"never\"}";
  private static final String RETRY = "{\"image\":\"web\",\"restart\":\"never\",\"retries\":1}";
  private static final String NAME = "viking.a.b.1";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Machine machine = Machine.registered();

  @Test
  void isDoneWhenItEndsWell() {
    machine.assign(JOB, ONCE);
    machine.exit(NAME, 0);
    assertEquals(DONE, machine.status(JOB).state());
    assertEquals(OptionalInt.of(0), machine.status(JOB).exitCode());
    assertEquals(1, machine.status(JOB).runs());
    neverBeginsAgain();
  }

  @Test
  void hasFailedWithItsExitCodeWhenItEndsBadly() {
    machine.assign(JOB, ONCE);
    machine.exit(NAME, 3);
    assertEquals(FAILED, machine.status(JOB).state());
    assertEquals(OptionalInt.of(3), machine.status(JOB).exitCode());
    assertEquals("exited with 3", machine.status(JOB).message());
    neverBeginsAgain();
  }

  @Test
  void isTriedAgainAsOftenAsItsRetriesSay() {
    machine.assign(JOB, RETRY);
    machine.exit(NAME, 3);
    assertEquals(RUNNING, machine.status(JOB).state());
    assertEquals(1, machine.status(JOB).runs());
    machine.exit(NAME, 3);
    assertEquals(FAILED, machine.status(JOB).state());
    assertEquals(2, machine.status(JOB).runs());
    neverBeginsAgain();
  }

  @Test
  void doesNotBeginBeforeTheStoreSaysThatItWill() {
    machine.line().hold();
    machine.assign(JOB, ONCE);
    machine.pass(MINUTE);
    assertEquals(Phase.CREATED, machine.container(JOB).orElseThrow().phase());
    machine.line().release();
    machine.pass(Duration.ofSeconds(1));
    assertEquals(RUNNING, machine.status(JOB).state());
  }

  @Test
  void isNotBegunAgainByTheNextProcess() {
    machine.assign(JOB, ONCE);
    machine.exit(NAME, 0);
    machine.restart();
    machine.pass(MINUTE);
    assertEquals(List.of(), machine.takeDone());
    assertEquals(DONE, machine.status(JOB).state());
    assertEquals(1, machine.status(JOB).runs());
  }

  @Test
  void isCountedByTheNextProcessWhenItEndedInBetween() {
    machine.assign(JOB, ONCE);
    machine.engine().exit(machine.container(JOB).orElseThrow().id(), 4);
    machine.restart();
    machine.pass(MINUTE);
    assertEquals(List.of(), machine.takeDone());
    assertEquals(FAILED, machine.status(JOB).state());
    assertEquals(OptionalInt.of(4), machine.status(JOB).exitCode());
  }

  @Test
  void mayHaveRunWhenItsContainerHasVanished() {
    machine.assign(JOB, ONCE);
    machine.vanish(NAME);
    machine.pass(MINUTE);
    assertEquals(FAILED, machine.status(JOB).state());
    assertEquals("its container vanished", machine.status(JOB).message());
    machine.takeDone();
    neverBeginsAgain();
  }

  @Test
  void isTriedOnceMoreWhenItsContainerHasVanishedAndARetryIsLeft() {
    machine.assign(JOB, RETRY);
    machine.vanish(NAME);
    machine.pass(MINUTE);
    assertEquals(RUNNING, machine.status(JOB).state());
    assertEquals(1, machine.status(JOB).runs());
    machine.vanish(NAME);
    machine.pass(MINUTE);
    assertEquals(FAILED, machine.status(JOB).state());
    assertEquals(2, machine.status(JOB).runs());
  }

  @Test
  void isNotJudgedWithoutTheStore() {
    machine.assign(JOB, RETRY);
    machine.restartBlind();
    machine.exit(NAME, 1);
    machine.takeDone();
    machine.pass(MINUTE);
    assertEquals(List.of(), machine.takeDone(), "it may have had its retry already");
    machine.line().cut(false);
    machine.pass(MINUTE);
    assertEquals(RUNNING, machine.status(JOB).state());
  }

  @Test
  void leavesItsLastWordWhenItIsTakenAway() {
    machine.assign(JOB, ONCE);
    machine.exit(NAME, 0);
    machine.stop(JOB);
    assertEquals(Map.of("/status/a/b/1", "DONE"), machine.keys(JOB));
  }

  @Test
  void aJobThatRunsOnFailureOnlyIsDoneWithItsFirstSuccess() {
    machine.assign(JOB, "{\"image\":\"web\",\"restart\":\"on-failure\"}");
    machine.exit(NAME, 1);
    assertEquals(RUNNING, machine.status(JOB).state());
    machine.exit(NAME, 0);
    assertEquals(DONE, machine.status(JOB).state());
    neverBeginsAgain();
  }

  private void neverBeginsAgain() {
    machine.takeDone();
    machine.pass(MINUTE.multipliedBy(10));
    assertEquals(List.of(), machine.takeDone());
  }
}
