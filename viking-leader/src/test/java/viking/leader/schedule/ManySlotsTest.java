package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.NodeId;
import viking.core.store.Entry;
import viking.core.store.Txn;

/** Stacks that are larger than a transaction, and writes that go wrong. */
class ManySlotsTest {
  private static final String MANY = "'web':{'job':{'image':'web'},'scale':500}";
  private static final String TWO = "'web':{'job':{'image':'web'},'scale':2}";
  private static final String SCALE = Keys.scale(new NodeId(StackScene.STACK, "web"));

  private static final JobId SECOND = StackScene.id("web.1.2");

  private final StackScene scene = new StackScene();

  @Test
  void putsAsManyAtOnceAsEtcdTakes() {
    List<Integer> sizes = new ArrayList<>();
    scene.watch(txn -> sizes.add(txn.writes().size()));
    scene.deploy(1, MANY);
    assertEquals(500, scene.tags("web").size());
    assertEquals(List.of(1, 125, 125, 125, 125), sizes);
  }

  @Test
  void comparesTheReleaseAndEachKeyThatItWrites() {
    List<Txn> txns = new ArrayList<>();
    scene.watch(txns::add);
    scene.deployed(1, TWO);
    scene.deployed(2, "'web':{'job':{'image':'web2'},'scale':2}");
    for (Txn txn : txns) {
      List<String> compared = txn.compares().stream().map(each -> each.key()).toList();
      assertTrue(compared.contains(Keys.leader()), txn::toString);
      assertTrue(compared.contains(Keys.stack(StackScene.STACK)), txn::toString);
      txn.writes().forEach(write -> assertTrue(compared.contains(write.key()), txn::toString));
    }
  }

  @Test
  void goesOnWhereTheLastLeaderEnded() {
    scene.loseAnswers(3);
    scene.deploy(1, MANY);
    assertEquals(250, scene.tags("web").size());
    scene.newLeader();
    scene.settle();
    assertEquals(500, scene.tags("web").size());
  }

  @Test
  void plansNothingUntilItKnowsWhatBecameOfItsWrites() {
    scene.loseAnswers(2);
    scene.deploy(1, TWO);
    assertEquals(List.of("1.1", "1.2"), scene.tags("web"));
    scene.kill("web.1.1");
    scene.pass(Duration.ofMinutes(1));
    assertEquals(List.of("1.2"), scene.tags("web"));
    scene.renewFence();
    scene.settle();
    assertEquals(List.of("1.1", "1.2"), scene.tags("web"));
  }

  @Test
  void plansAgainWhatAHandHasComeBetween() {
    scene.watch(
        txn -> {
          if (txn.writes().size() > 1) {
            scene.hand().proc(StackScene.id("web.1.2"), "{\"image\":\"mine\"}");
            scene.watch(each -> {});
          }
        });
    scene.deploy(1, TWO);
    scene.pass(Duration.ofSeconds(1));
    assertEquals(List.of("1.1", "1.2", "1.2.m1"), scene.tags("web"));
  }

  /** Somebody wants more at the very moment at which there were too many. */
  @Test
  void takesNothingAwayWhenTheScaleIsRaisedAtThatMoment() {
    scene.deployed(1, TWO);
    Optional<Entry> before = scene.scene().etcd().find(Keys.proc(SECOND));
    scene.watch(
        txn -> {
          if (txn.writes().stream().anyMatch(write -> write.key().equals(Keys.proc(SECOND)))) {
            scene.watch(each -> {});
            scene.hand().put(SCALE, "2");
          }
        });
    scene.scale("web", 1);
    scene.pass(Duration.ofMinutes(1));
    assertEquals(Optional.of("2"), scene.scene().etcd().find(SCALE).map(Entry::value));
    assertEquals(before, scene.scene().etcd().find(Keys.proc(SECOND)));
  }

  @Test
  void looksAtAVeryLargeStackLessOften() {
    scene.deploy(1, "'web':{'job':{'image':'web'},'scale':2500}");
    scene.pass(Duration.ofSeconds(1));
    assertEquals(2500, scene.tags("web").size());
    scene.kill("web.1.1");
    scene.pass(Duration.ofMillis(25));
    assertEquals(2500, scene.tags("web").size());
    scene.kill("web.1.1");
    scene.pass(Duration.ofMillis(20));
    assertEquals(2499, scene.tags("web").size(), "it was looked at a moment ago");
    scene.pass(Duration.ofMillis(10));
    assertEquals(2500, scene.tags("web").size());
  }

  @Test
  void scalesManyDown() {
    scene.deploy(1, MANY);
    scene.scale("web", 3);
    assertEquals(List.of("1.1", "1.2", "1.3"), scene.tags("web"));
  }
}
