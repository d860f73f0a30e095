package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.model.Health;
import viking.core.model.JobState;
import viking.core.store.Entry;

/** How a release becomes jobs, and the next one takes its place. */
class RollingTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MIN_READY = Duration.ofSeconds(5);
  private static final String WEB = "'web':{'job':{'image':'web'},'scale':2}";
  private static final String NEW_WEB = "'web':{'job':{'image':'web2'},'scale':2}";
  private static final String DB = "'db':{'job':{'image':'db','volume':['/data']}}";
  private static final String NEW_DB = "'db':{'job':{'image':'db2','volume':['/data']}}";

  private final StackScene scene = new StackScene();

  @Test
  void putsAJobInEachSlotOfANewStack() {
    scene.deploy(1, WEB);
    assertEquals(List.of("1.1", "1.2"), scene.tags("web"));
    assertEquals(
        "{\"image\":\"web\",\"by\":\"schedule\"}",
        scene.scene().etcd().find("/proc/ragnar/web/1.1").map(Entry::value).orElseThrow());
    assertEquals("1 ROLLING", scene.phase());
  }

  @Test
  void isDoneWhenAllHasBeenReadyForLongEnough() {
    scene.deploy(1, WEB);
    scene.ready("web.1.1", "web.1.2");
    scene.pass(MIN_READY.minusMillis(1));
    assertEquals("1 ROLLING", scene.phase());
    scene.pass(Duration.ofMillis(1));
    assertEquals("1 DONE", scene.phase());
  }

  @Test
  void startsTheNewBeforeItEndsTheOldAndOneAfterTheOther() {
    scene.deployed(1, WEB);
    scene.deploy(2, NEW_WEB);
    assertEquals(List.of("1.1", "1.2", "2.1"), scene.tags("web"));
    scene.pass(Duration.ofMinutes(1));
    assertEquals(List.of("1.1", "1.2", "2.1"), scene.tags("web"), "the new one is not ready");
    scene.ready("web.2.1");
    scene.pass(MIN_READY);
    assertEquals(List.of("1.2", "2.1", "2.2"), scene.tags("web"));
    scene.ready("web.2.2");
    scene.pass(MIN_READY);
    assertEquals(List.of("2.1", "2.2"), scene.tags("web"));
    assertEquals("2 DONE", scene.phase());
    assertEquals(2, scene.current().number());
  }

  @Test
  void beginsItsTimeAnewWhenTheNewOneIsNotReadyInBetween() {
    scene.deployed(1, WEB);
    scene.deploy(2, NEW_WEB);
    scene.ready("web.2.1");
    scene.pass(MIN_READY.minus(SECOND));
    scene.tell("web.2.1", JobState.RUNNING, Health.UNHEALTHY, 0, "");
    scene.ready("web.2.1");
    scene.pass(MIN_READY.minus(SECOND));
    assertTrue(scene.tags("web").contains("1.1"));
    scene.pass(SECOND);
    assertEquals(List.of("1.2", "2.1", "2.2"), scene.tags("web"));
  }

  @Test
  void replacesWhatHasAVolumeInOneStep() {
    scene.deployed(1, DB);
    scene.deploy(2, NEW_DB);
    assertEquals(List.of("2.1"), scene.tags("db"));
    assertTrue(scene.reasons().contains("ragnar.db.2.1 is put in the place of ragnar.db.1.1"));
  }

  @Test
  void touchesNothingThatIsAsItWas() {
    scene.deployed(1, WEB + "," + DB);
    long before = scene.scene().etcd().find("/proc/ragnar/db/1.1").orElseThrow().modified();
    scene.deployed(2, NEW_WEB + "," + DB);
    assertEquals(List.of("1.1"), scene.tags("db"));
    assertEquals(before, scene.scene().etcd().find("/proc/ragnar/db/1.1").orElseThrow().modified());
  }

  @Test
  void replacesNothingForScaleDomainsCommentsAndUpdates() {
    scene.deployed(1, WEB);
    scene.deployed(
        2, "'web':{'job':{'image':'web'},'scale':3,'domains':['a.com'],'update':{'parallel':9}}");
    assertEquals(List.of("1.1", "1.2", "2.3"), scene.tags("web"));
  }

  @Test
  void scalesUpAndDown() {
    scene.deployed(1, WEB);
    scene.scale("web", 4);
    assertEquals(List.of("1.1", "1.2", "1.3", "1.4"), scene.tags("web"));
    scene.scale("web", 1);
    assertEquals(List.of("1.1"), scene.tags("web"));
    scene.scale("web", 0);
    assertEquals(List.of(), scene.tags("web"));
    assertEquals("1 DONE", scene.phase());
  }

  @Test
  void removesAllThatItHasMadeOfAStackThatIsGoneButNothingElse() {
    scene.deployed(1, WEB + "," + DB);
    scene.hand().proc(StackScene.id("web.mine"), "{\"image\":\"web\"}");
    scene.hand().delete(Keys.stack(StackScene.STACK));
    scene.settle();
    assertEquals(List.of("mine"), scene.tags("web"));
    assertEquals(List.of(), scene.tags("db"));
    assertEquals("none", scene.phase());
  }

  @Test
  void keepsTheRolloutOfARemovedStackWhileAnyOfItsJobsIsThere() {
    scene.deployed(1, "'web':{'job':{'image':'web'},'scale':100}," + DB);
    scene.watch(
        txn -> {
          boolean forgets =
              txn.writes().stream().anyMatch(w -> w.key().equals(Keys.rollout(StackScene.STACK)));
          assertTrue(!forgets || (scene.tags("web").isEmpty() && scene.tags("db").isEmpty()));
        });
    scene.hand().delete(Keys.stack(StackScene.STACK));
    scene.settle();
    assertEquals("none", scene.phase());
  }

  @Test
  void makesAnewWhatIsKilled() {
    scene.deployed(1, WEB);
    scene.kill("web.1.2");
    assertEquals(List.of("1.1", "1.2"), scene.tags("web"));
  }

  @Test
  void comesToRest() {
    scene.deployed(1, WEB);
    long revision = scene.scene().etcd().revision();
    scene.pass(Duration.ofHours(1));
    assertEquals(revision, scene.scene().etcd().revision());
    assertEquals(Long.MAX_VALUE, scene.wakeAt());
  }
}
