package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.Health;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.testing.Draw;
import viking.core.model.testing.Seeds;
import viking.core.state.JobFacts;
import viking.core.store.Txn;
import viking.core.store.Write;

/** Nodes that each release has as something else: chance tells what, and who leads. */
class KindsTest {
  private static final int TRIES = 40;
  private static final List<String> KINDS =
      List.of("standing", "service", "volume", "once", "stored", "website", "clock", "none");

  @Test
  void whateverANodeWasItBecomesWhatItIs() {
    Seeds.each(
        TRIES,
        draw -> {
          StackScene scene = new StackScene();
          scene.watch(txn -> check(scene, txn));
          String kind = "none";
          int number = 0;
          for (int i = 0; i < 6; i++) {
            number = scene.rollout().map(r -> scene.current().number()).orElse(0) + 1;
            kind = draw.of(KINDS);
            scene.deploy(number, node(kind) + "'other':{'job':{'image':'i'}}");
            for (int n = draw.number(0, 25); n > 0; n--) {
              happen(scene, draw);
            }
          }
          scene.hand().delete(Keys.scale(StackScene.id("node.1.1").nodeId()));
          number = scene.current().number() + 1;
          scene.deploy(number, node(kind) + "'other':{'job':{'image':'j" + number + "'}}");
          for (int i = 0; i < 40; i++) {
            all(scene);
            scene.sweep();
            scene.pass(Duration.ofSeconds(1));
          }
          assertEquals(number + " DONE", scene.phase(), () -> scene.outlook().toString());
          List<String> tags = scene.tags("node");
          switch (kind) {
            case "standing", "service", "volume" -> assertEquals(2, tags.size(), tags::toString);
            case "once", "stored" -> assertEquals(List.of(number + ".1"), tags);
            default -> assertEquals(List.of(), tags);
          }
          for (String tag : tags) {
            JobFacts facts = scene.scene().facts(StackScene.id("node." + tag));
            assertTrue(Readiness.ready(facts), tag);
          }
        });
  }

  private static String node(String kind) {
    return switch (kind) {
      case "standing" -> "'node':{'job':{'image':'i'},'scale':2},";
      case "service" -> "'node':{'job':{'image':'s'},'scale':2,'service':true},";
      case "volume" -> "'node':{'job':{'image':'i','volume':['/v']},'scale':2},";
      case "once" -> "'node':{'job':{'image':'i'},'once':true},";
      case "stored" -> "'node':{'job':{'image':'i','volume':['/v']},'once':true},";
      case "website" -> "'node':{'document_root':'./www'},";
      case "clock" -> "'node':{'job':{'image':'i'},'every':{'cron':'0 3 * * *'}},";
      default -> "";
    };
  }

  private static void happen(StackScene scene, Draw draw) {
    List<JobId> jobs = List.copyOf(new TreeSet<>(scene.scene().state().jobs()));
    switch (draw.number(0, 9)) {
      case 0 -> scene.newLeader();
      case 1 -> scene.sweep();
      case 2 -> scene.scale("node", draw.number(0, 3));
      case 3 -> scene.pass(Duration.ofSeconds(draw.number(1, 8)));
      case 4 -> {
        scene.loseAnswers(draw.number(0, 3));
        scene.pass(Duration.ofSeconds(1));
        scene.renewFence();
      }
      default -> {
        if (!jobs.isEmpty()) {
          tell(scene, draw.of(jobs), draw.oneIn(8));
        }
      }
    }
    scene.settle();
  }

  private static void all(StackScene scene) {
    for (JobId id : new TreeSet<>(scene.scene().state().jobs())) {
      JobFacts facts = scene.scene().facts(id);
      if (!Readiness.ready(facts) && !facts.ended()) {
        tell(scene, id, false);
      }
    }
  }

  private static void tell(StackScene scene, JobId id, boolean fails) {
    JobFacts facts = scene.scene().facts(id);
    if (facts.proc().isEmpty()) {
      return;
    }
    String job = id.node() + "." + id.tag();
    boolean ends = facts.proc().flatMap(p -> p.value().job()).filter(Job::oneOff).isPresent();
    if (ends) {
      scene.tell(job, fails ? JobState.FAILED : JobState.DONE, Health.NONE, 1, "");
    } else if (fails) {
      scene.tell(job, JobState.BACKOFF, Health.NONE, 5, "");
    } else {
      scene.ready(job);
    }
  }

  /** What serves ends for a release only when there is something better, or it has the volume. */
  private static void check(StackScene scene, Txn txn) {
    boolean rolls = scene.phase().endsWith("ROLLING");
    for (Write write : txn.writes()) {
      Key key = Key.parse(write.key());
      if (key.space() == KeySpace.PROC && write.kind() == Write.Kind.PUT) {
        alone(scene, key.job(), write.value());
      }
      if (rolls && key.space() == KeySpace.PROC && write.kind() == Write.Kind.DELETE) {
        JobFacts gone = scene.scene().facts(key.job());
        boolean standing =
            scene
                    .scene()
                    .state()
                    .stack(StackScene.STACK)
                    .orElseThrow()
                    .release()
                    .orElseThrow()
                    .value()
                    .stack()
                    .nodes()
                    .containsKey(key.job().node())
                && scene.current().stack().nodes().get(key.job().node()).standing();
        boolean pinned = scene.current().job(key.job().node()).filter(Job::pinned).isPresent();
        boolean one = gone.proc().flatMap(p -> p.value().job()).filter(Job::oneOff).isPresent();
        boolean done = scene.outlook().values().stream().allMatch(NodeOutlook::done);
        assertFalse(
            Readiness.ready(gone) && !standing && !pinned && !one && !done,
            () -> txn + " ends what serves: " + scene.outlook());
      }
    }
  }

  /** Nothing else of the node that runs once may run beside it. */
  private static void alone(StackScene scene, JobId id, String value) {
    boolean once = scene.current().stack().nodes().get(id.node()).once();
    if (once && value.contains("never")) {
      for (JobId other : scene.scene().state().jobsOf(id.nodeId())) {
        JobFacts facts = scene.scene().facts(other);
        boolean one = facts.proc().flatMap(p -> p.value().job()).filter(Job::oneOff).isPresent();
        assertFalse(
            one && !other.equals(id) && !facts.ended() && !facts.deploys().isEmpty(),
            () -> id + " is put while " + other + " runs");
      }
    }
  }
}
