package viking.leader.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static viking.leader.testing.StepText.assertLandsOnce;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.leader.deployment.Step;
import viking.leader.dispatch.Dispatch;
import viking.leader.dowding.Fleet;
import viking.leader.testing.Hand;
import viking.leader.testing.Scene;
import viking.leader.testing.StepText;

class FlappingTest {
  private static final JobId JOB = JobId.parse("a.b.1");
  private static final String PLAIN = "{\"image\":\"web\"}";
  private static final int MANY = Dispatch.FAILURES_TO_MOVE;

  private final Scene scene = new Scene();
  private final Hand hand = scene.hand();
  private final Fleet fleet = new Fleet();

  @BeforeEach
  void twoHosts() {
    fleet.host(Hand.machine("h1"), Optional.empty());
    fleet.host(Hand.machine("h2"), Optional.empty());
  }

  @Test
  void takesAJobAwayFromWhereItFailsAgainAndAgain() {
    fails(PLAIN, MANY);
    Step step = step().orElseThrow();
    assertEquals(List.of("delete /run/a/b/1", "put /deploy/h1/a/b/1 stop"), StepText.of(step));
    assertEquals("a.b.1 is taken from h1: it fails there again and again", step.reason());
    assertLandsOnce(step, scene.etcd());
  }

  @Test
  void hasPatienceWithFewFailures() {
    fails(PLAIN, MANY - 1);
    assertEquals(Optional.empty(), step());
  }

  @Test
  void leavesAJobAloneWhileItRuns() {
    long assignment = fails(PLAIN, MANY);
    hand.tell(JOB, assignment, "h1", JobState.RUNNING, MANY);
    assertEquals(Optional.empty(), step());
  }

  @Test
  void leavesAJobThatHasNowhereElseToGo() {
    fails(PLAIN, MANY);
    fleet.host(Hand.machine("h2"), Optional.of("cordoned"));
    assertEquals(Optional.empty(), step());
  }

  @Test
  void leavesAJobThatHasFailedEverywhere() {
    fails(PLAIN, MANY);
    hand.counter("h2", JOB, MANY);
    assertEquals(Optional.empty(), step());
  }

  @Test
  void leavesAPinnedJobWithItsVolume() {
    fails("{\"image\":\"db\",\"volume\":[\"/data\"]}", MANY);
    assertEquals(Optional.empty(), step());
  }

  @Test
  void leavesAOneOffJobToItsRetries() {
    fails("{\"image\":\"job\",\"restart\":\"never\",\"retries\":9}", MANY);
    assertEquals(Optional.empty(), step());
  }

  @Test
  void doesNotHoldTheFailuresOfAFormerValueAgainstTheNext() {
    hand.counter("h1", JOB, MANY);
    hand.proc(JOB, PLAIN);
    hand.tell(JOB, hand.assign(JOB, "h1"), "h1", JobState.BACKOFF, 1);
    assertEquals(Optional.empty(), step());
  }

  @Test
  void takesNothingAwayTwice() {
    fails(PLAIN, MANY);
    hand.put(Keys.deploy("h1", JOB), "stop");
    assertEquals(Optional.empty(), step());
  }

  private long fails(String value, int failures) {
    hand.proc(JOB, value);
    long assignment = hand.assign(JOB, "h1");
    hand.tell(JOB, assignment, "h1", JobState.BACKOFF, failures);
    hand.counter("h1", JOB, failures);
    return assignment;
  }

  private Optional<Step> step() {
    return Flapping.step(scene.facts(JOB), new Dispatch(fleet));
  }
}
