package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.Health;
import viking.core.model.Instance;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.NodeId;
import viking.core.model.Update;
import viking.core.model.testing.Draw;
import viking.core.model.testing.Seeds;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.StackFacts;
import viking.core.store.Txn;
import viking.core.store.Write;

/**
 * Two nodes and a few slots, and whatever can happen to them: there are never fewer ready instances
 * than allowed because of the schedule, and in the end there is one whole release.
 */
class SmallWorldTest {
  private static final int TRIES = 120;
  private static final List<String> NODES = List.of("a", "b");

  @Test
  void neverEndsMoreThanItMayAndComesToOneRelease() {
    Seeds.each(
        TRIES,
        draw -> {
          StackScene scene = new StackScene();
          scene.watch(txn -> check(scene.scene().state(), txn));
          boolean fits = draw.oneIn(2);
          scene.room((job, others) -> fits);
          int release = 1;
          scene.deploy(release, file(draw));
          int steps = draw.number(5, 60);
          for (int i = 0; i < steps; i++) {
            if (draw.oneIn(8)) {
              release = scene.current().number() + 1;
              scene.deploy(release, file(draw));
            } else {
              happen(scene, draw);
            }
          }
          for (String host : List.of("h1", "h2")) {
            scene.hand().delete(Keys.cordon(host));
          }
          release = scene.current().number() + 1;
          scene.deploy(release, file(draw));
          scene.recover(Duration.ofMinutes(2));
          assertWhole(scene, release);
        });
  }

  private static String file(Draw draw) {
    return node("a", draw) + (draw.oneIn(6) ? "" : "," + node("b", draw));
  }

  private static String node(String name, Draw draw) {
    return String.format(
        "'%s':{'job':{'image':'i%d'%s},'scale':%d,'after':[%s],"
            + "'update':{'order':'%s','parallel':%d,'min_ready':'%ds','deadline':'40s'}}",
        name,
        draw.number(1, 3),
        draw.oneIn(6) ? ",'volume':['/data']" : "",
        draw.number(0, 4),
        name.equals("b") && draw.oneIn(3) ? "'a'" : "",
        draw.of(List.of(Update.Order.values())),
        draw.number(1, 3),
        draw.number(0, 4));
  }

  private static void happen(StackScene scene, Draw draw) {
    List<JobId> jobs =
        new TreeSet<>(scene.scene().state().jobs())
            .stream().filter(id -> scene.scene().facts(id).proc().isPresent()).toList();
    switch (draw.number(0, 9)) {
      case 0 -> scene.scale(draw.of(NODES), draw.number(0, 4));
      case 1 -> scene.newLeader();
      case 2 -> scene.sweep();
      case 3 -> {
        if (draw.oneIn(2)) {
          scene.drain(draw.of(List.of("h1", "h2")));
        } else {
          scene.hand().delete(Keys.cordon(draw.of(List.of("h1", "h2"))));
        }
      }
      case 4, 5 -> scene.pass(Duration.ofSeconds(draw.number(1, 8)));
      default -> {
        if (!jobs.isEmpty()) {
          tell(scene, draw.of(jobs), draw);
        }
      }
    }
    scene.settle();
  }

  private static void tell(StackScene scene, JobId id, Draw draw) {
    String job = id.node() + "." + id.tag();
    if (draw.oneIn(12)) {
      scene.kill(job);
      return;
    }
    boolean nowhere = scene.scene().facts(id).deploys().isEmpty();
    if (nowhere && draw.oneIn(4)) {
      scene.say(job, JobState.WAITING, "no host fits");
      return;
    }
    scene.place(job, draw.of(List.of("h1", "h2")));
    if (scene.scene().facts(id).deploys().values().stream()
        .anyMatch(deploy -> deploy.created() < scene.scene().facts(id).procRevision())) {
      return;
    }
    switch (draw.number(0, 5)) {
      case 0 -> scene.tell(job, JobState.BACKOFF, Health.NONE, draw.number(1, 6), "");
      case 1 -> scene.tell(job, JobState.RUNNING, Health.UNHEALTHY, 0, "");
      case 2 -> scene.tell(job, JobState.STARTING, Health.NONE, 0, "");
      default -> scene.ready(job);
    }
  }

  /** What a transaction of the schedule takes from those who use the stack. */
  private static void check(ClusterState state, Txn txn) {
    Set<JobId> ended = new HashSet<>();
    for (Write write : txn.writes()) {
      Key key = Key.parse(write.key());
      if (write.kind() == Write.Kind.DELETE && key.space() == KeySpace.PROC) {
        ended.add(key.job());
      }
    }
    StackFacts stack = state.stack(StackScene.STACK).orElseThrow();
    stack
        .release()
        .orElseThrow()
        .value()
        .stack()
        .nodes()
        .forEach(
            (name, node) -> {
              NodeId id = new NodeId(StackScene.STACK, name);
              Update update = node.update();
              int exposed = 0;
              int without = 0;
              for (int slot = 1; slot <= stack.count(name); slot++) {
                boolean before = serves(state, id, slot, Set.of());
                boolean after = serves(state, id, slot, ended);
                exposed += before && !after ? 1 : 0;
                without += after ? 0 : 1;
              }
              boolean pinned = node.job().orElseThrow().pinned();
              boolean startFirst = update.order() == Update.Order.START_FIRST && !pinned;
              if (exposed > 0) {
                assertTrue(!startFirst, () -> name + " starts first: " + txn);
                assertTrue(without <= update.parallel(), () -> name + " has too few: " + txn);
              }
            });
  }

  private static boolean serves(ClusterState state, NodeId node, int slot, Set<JobId> ended) {
    return state.jobsOf(node).stream()
        .filter(id -> id.instance().map(Instance::slot).filter(n -> n == slot).isPresent())
        .filter(id -> !ended.contains(id))
        .map(id -> state.job(id).orElseThrow())
        .filter(StackView::made)
        .anyMatch(Readiness::ready);
  }

  private static void assertWhole(StackScene scene, int release) {
    ClusterState state = scene.scene().state();
    assertEquals(release + " DONE", scene.phase(), () -> scene.outlook().toString());
    for (String node : NODES) {
      boolean wants = scene.current().stack().nodes().containsKey(node);
      int count = wants ? state.stack(StackScene.STACK).orElseThrow().count(node) : 0;
      List<JobFacts> jobs =
          state.jobsOf(new NodeId(StackScene.STACK, node)).stream()
              .map(id -> state.job(id).orElseThrow())
              .filter(facts -> facts.proc().isPresent())
              .toList();
      assertEquals(count, jobs.size(), () -> node + ": " + scene.tags(node));
      if (count > 0) {
        Wanted wanted = Wanted.of(scene.current(), node);
        assertTrue(jobs.stream().allMatch(wanted::satisfiedBy));
        assertTrue(jobs.stream().allMatch(Readiness::ready));
      }
    }
  }
}
