package viking.leader.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.leader.deployment.Facts.JOB;
import static viking.leader.deployment.Facts.PINNED;
import static viking.leader.deployment.Facts.PLAIN;
import static viking.leader.deployment.Facts.acts;
import static viking.leader.testing.StepText.assertLandsOnce;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.codec.PinCodec;
import viking.core.key.Keys;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Pin;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.leader.testing.Hand;
import viking.leader.testing.Scene;
import viking.leader.testing.StepText;

class AssigningTest {
  private static final PinCodec PINS = new PinCodec();
  private static final Host H1 = Hand.machine("h1");
  private static final JobId OLD = JobId.parse("a.db.1.1");
  private static final JobId NEW = JobId.parse("a.db.2.1");

  private final Scene scene = new Scene();
  private final Hand hand = scene.hand();

  @Test
  void writesRunAndDeployWhileNothingElseWasSaid() {
    hand.proc(JOB, PLAIN);
    Step step = assigning(JOB, false);
    assertEquals(
        acts("put /run/a/b/1 h1", "put /deploy/h1/a/b/1 ''", "if /status/a/b/1 is absent"),
        StepText.of(step));
    assertEquals(Optional.of("h1"), step.assigns());
    assertEquals("a.b.1 goes to h1: room", step.reason());
    assertLandsOnce(step, scene.etcd());
  }

  @Test
  void replacesARunThatAHandHasPutAndLooksPastAStatusThatDoesNotParse() {
    hand.proc(JOB, PLAIN);
    hand.put(Keys.run(JOB), "h2");
    hand.put(Keys.status(JOB), "scribble");
    Step step = assigning(JOB, false);
    assertEquals(
        acts("put /run/a/b/1 h1", "put /deploy/h1/a/b/1 ''", "if /status/a/b/1 is as seen"),
        StepText.of(step));
    assertLandsOnce(step, scene.etcd());
  }

  @Test
  void doesNotLandAgainWhenTheFirstHasComeAndGone() {
    hand.proc(JOB, PLAIN);
    Step step = assigning(JOB, false);
    assertEquals(Outcome.Kind.APPLIED, commit(step));
    hand.say(JOB, scene.etcd().revision(), JobState.WAITING, 0, "given back by h1");
    hand.delete(Keys.deploy("h1", JOB));
    hand.delete(Keys.run(JOB));
    assertEquals(Outcome.Kind.REFUSED, commit(step));
  }

  @Test
  void doesNotLandOnAnotherValue() {
    hand.proc(JOB, PLAIN);
    Step step = assigning(JOB, false);
    hand.proc(JOB, PLAIN);
    assertEquals(Outcome.Kind.REFUSED, commit(step));
  }

  @Test
  void pinsASlotWithAVolumeToItsFirstHost() {
    hand.proc(JOB, PINNED);
    Step step = assigning(JOB, true);
    assertTrue(
        StepText.of(step)
            .contains("put /fixed/a/b/1 " + PINS.write(new Pin("h1", "id-h1", false))));
    assertLandsOnce(step, scene.etcd());
  }

  @Test
  void leavesThePinAsItIsAndPutsItAnew() {
    hand.proc(JOB, PINNED);
    String pin = PINS.write(new Pin("h1", "id-h1", true));
    hand.put(Keys.fixed(JOB.slotId()), pin);
    Step step = assigning(JOB, true);
    assertTrue(StepText.of(step).contains("put /fixed/a/b/1 " + pin));
    assertLandsOnce(step, scene.etcd());
  }

  @Test
  void ofTwoReleasesOnOneVolumeOnlyOneLands() {
    hand.proc(OLD, PINNED);
    hand.proc(NEW, PINNED);
    Step first = assigning(OLD, true);
    Step second = assigning(NEW, true);
    assertEquals(Outcome.Kind.APPLIED, commit(first));
    assertEquals(Outcome.Kind.REFUSED, commit(second));
  }

  @Test
  void waitsUntilTheFormerJobHasLeftTheVolume() {
    hand.proc(OLD, PINNED);
    hand.proc(NEW, PINNED);
    hand.put(Keys.deploy("h1", OLD), "stop");
    Step step = assigning(NEW, true);
    assertTrue(StepText.of(step).contains("if /deploy/h1/a/db/1.1 is absent"));
    assertEquals(Outcome.Kind.REFUSED, commit(step));
    hand.delete(Keys.deploy("h1", OLD));
    assertEquals(Outcome.Kind.APPLIED, commit(step));
  }

  private Step assigning(JobId job, boolean pinned) {
    return Assigning.step(scene.facts(job), pinned, H1, scene.state(), "room");
  }

  private Outcome.Kind commit(Step step) {
    return scene.commit(new Txn(step.compares(), step.writes())).kind();
  }
}
