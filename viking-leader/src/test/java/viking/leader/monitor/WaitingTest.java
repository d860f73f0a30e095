package viking.leader.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static viking.leader.testing.StepText.assertLandsOnce;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.leader.deployment.Step;
import viking.leader.testing.Hand;
import viking.leader.testing.Scene;
import viking.leader.testing.StepText;

class WaitingTest {
  private static final JobId JOB = JobId.parse("a.b.1");
  private static final String PLAIN = "{\"image\":\"web\"}";

  private final Scene scene = new Scene();
  private final Hand hand = scene.hand();

  @Test
  void saysWhyAJobHasNoPlace() {
    hand.proc(JOB, PLAIN);
    Step step = waits("no room").orElseThrow();
    assertEquals(List.of("put /status/a/b/1 waiting: no room"), StepText.of(step));
    assertEquals("a.b.1 has no place: no room", step.reason());
    assertLandsOnce(step, scene.etcd());
  }

  @Test
  void saysTheSameReasonOnlyOnce() {
    hand.proc(JOB, PLAIN);
    assertLandsOnce(waits("no room").orElseThrow(), scene.etcd());
    assertEquals(Optional.empty(), waits("no room"));
  }

  @Test
  void saysAnotherReason() {
    hand.proc(JOB, PLAIN);
    hand.say(JOB, 0, JobState.WAITING, 0, "no room");
    Step step = step(JobState.BLOCKED, "host h7 is away").orElseThrow();
    assertEquals(List.of("put /status/a/b/1 blocked: host h7 is away"), StepText.of(step));
    assertLandsOnce(step, scene.etcd());
  }

  @Test
  void saysItAgainOfTheNextValue() {
    hand.proc(JOB, PLAIN);
    hand.say(JOB, 0, JobState.WAITING, 3, "no room");
    hand.proc(JOB, PLAIN);
    assertEquals(
        List.of("put /status/a/b/1 waiting: no room"), StepText.of(waits("no room").orElseThrow()));
  }

  @Test
  void keepsTheCountOfRuns() {
    hand.proc(JOB, PLAIN);
    hand.say(JOB, 0, JobState.LOST, 3, "host h1 vanished");
    assertEquals(
        List.of("put /status/a/b/1 waiting after 3: no room"),
        StepText.of(waits("no room").orElseThrow()));
  }

  @Test
  void clearsARunThatAHandHasPut() {
    hand.proc(JOB, PLAIN);
    hand.say(JOB, 0, JobState.WAITING, 0, "no room");
    hand.put(Keys.run(JOB), "h1");
    Step step = waits("no room").orElseThrow();
    assertEquals(
        List.of("delete /run/a/b/1", "put /status/a/b/1 waiting: no room"), StepText.of(step));
    assertLandsOnce(step, scene.etcd());
  }

  @Test
  void replacesAStatusThatDoesNotParse() {
    hand.proc(JOB, PLAIN);
    hand.put(Keys.status(JOB), "scribble");
    assertLandsOnce(waits("no room").orElseThrow(), scene.etcd());
  }

  private Optional<Step> waits(String reason) {
    return step(JobState.WAITING, reason);
  }

  private Optional<Step> step(JobState state, String reason) {
    return Waiting.step(scene.facts(JOB), state, reason, "2026-01-02T00:00:00Z");
  }
}
