package viking.leader.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.leader.deployment.Facts.JOB;
import static viking.leader.deployment.Facts.PLAIN;
import static viking.leader.testing.StepText.assertLandsOnce;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.model.JobState;
import viking.core.store.Range;
import viking.core.store.Txn;
import viking.leader.testing.Hand;
import viking.leader.testing.Scene;

/** A job with more ports or counters than a transaction takes is dealt with step by step. */
class ManyKeysTest {
  private final Scene scene = new Scene();
  private final Hand hand = scene.hand();

  @Test
  void deletesAllThatIsLeftOfAJobThatFailedEverywhere() {
    for (int i = 1; i <= 300; i++) {
      hand.counter("h" + i, JOB, 5);
    }
    announceManyPorts();
    List<Step> steps = steps();
    assertTrue(steps.size() > 3);
    assertEquals(List.of(), scene.etcd().read(List.of(Range.prefix("/"))).entries());
  }

  @Test
  void withdrawsAllPortsOnALostHostBeforeTheJobMayGoElsewhere() {
    hand.proc(JOB, PLAIN);
    hand.tell(JOB, hand.assign(JOB, Facts.LOST), Facts.LOST, JobState.RUNNING, 0);
    announceManyPorts();
    List<Step> steps = steps();
    for (Step step : steps.subList(0, steps.size() - 1)) {
      assertFalse(writes(step, Keys.deploy(Facts.LOST, JOB)));
    }
    assertTrue(writes(steps.get(steps.size() - 1), Keys.deploy(Facts.LOST, JOB)));
    assertEquals(List.of(), ports());
  }

  @Test
  void withdrawsAllPortsOfAnAssignmentThatIsGoneBeforeTheJobIsLost() {
    hand.proc(JOB, PLAIN);
    hand.tell(JOB, hand.assign(JOB, "h1"), "h1", JobState.RUNNING, 0);
    hand.delete(Keys.deploy("h1", JOB));
    announceManyPorts();
    List<Step> steps = steps();
    assertTrue(writes(steps.get(steps.size() - 1), Keys.status(JOB)));
    assertEquals(List.of(), ports());
  }

  private void announceManyPorts() {
    for (int port = 1; port <= 250; port++) {
      hand.put("/ports/a/b/" + port + "/udp/10.0.0.9/" + port + "/a.b.1", "10.0.0.9:" + port);
    }
  }

  private List<?> ports() {
    return scene.etcd().read(List.of(Range.prefix("/ports/"))).entries();
  }

  private static boolean writes(Step step, String key) {
    return step.writes().stream().anyMatch(write -> write.key().equals(key));
  }

  /** All that the judge has done, one after the other, until nothing is to be done any more. */
  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    Judge judge = new Judge(Facts.LOST::equals, "now");
    while (scene.state().job(JOB).isPresent()
        && judge.judge(scene.facts(JOB)) instanceof Verdict.Act act) {
      steps.add(act.step());
      assertTrue(act.step().compares().size() < Txn.LIMIT, "no room for the fence");
      assertLandsOnce(act.step(), scene.etcd());
    }
    return steps;
  }
}
