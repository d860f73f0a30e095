package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.model.Health;
import viking.core.model.JobState;

/** What makes a release fail, and when. */
class FailingTest extends FailingScene {
  @Test
  void failsWhenTheNewOneEndsFiveTimesWithoutHavingBeenReady() {
    scene.deployed(1, web("1"));
    scene.deploy(2, web("2"));
    scene.tell("web.2.1", JobState.BACKOFF, Health.NONE, 4, "no such file");
    assertEquals("2 ROLLING", scene.phase());
    scene.tell("web.2.1", JobState.BACKOFF, Health.NONE, 5, "no such file");
    assertEquals(
        "web: ended 5 times before it was ready; ragnar.web.2.1 on h1 is in backoff, exit code 1:"
            + " no such file",
        scene.rollout().orElseThrow().reason());
    assertEquals(StackScene.LINES, scene.rollout().orElseThrow().lines());
    assertEquals(3, scene.current().number());
    scene.pass(MIN_READY);
    assertEquals("3 ROLLED_BACK", scene.phase());
    assertEquals(StackScene.LINES, scene.rollout().orElseThrow().lines(), "and stays known");
  }

  @Test
  void doesNotFailForWhatEndsAfterItHasBeenReady() {
    scene.deployed(1, web("1"));
    scene.deploy(2, web("2"));
    scene.ready("web.2.1");
    scene.tell("web.2.1", JobState.BACKOFF, Health.NONE, 5, "");
    assertEquals("2 ROLLING", scene.phase());
  }

  /** Whether it was ever ready before its time stands nowhere. */
  @Test
  void aNewLeaderDoesNotHoldAgainstAnInstanceWhatItHasNotSeen() {
    scene.deployed(1, web("1"));
    scene.deploy(2, web("2"));
    scene.ready("web.2.1");
    scene.tell("web.2.1", JobState.BACKOFF, Health.NONE, 6, "");
    scene.newLeader();
    scene.settle();
    assertEquals("2 ROLLING", scene.phase());
    scene.tell("web.2.1", JobState.BACKOFF, Health.NONE, 10, "");
    assertEquals("2 ROLLING", scene.phase());
    scene.tell("web.2.1", JobState.BACKOFF, Health.NONE, 11, "");
    assertEquals(3, scene.current().number());
  }

  @Test
  void leavesAFirstReleaseAsItIsAndTakesItAsDoneWhenItComesUpLater() {
    scene.deploy(1, web("1"));
    scene.ready("web.1.1");
    scene.pass(DEADLINE.plusMinutes(1));
    assertEquals("1 FAILED", scene.phase());
    assertEquals(List.of("1.1", "1.2"), scene.tags("web"));
    scene.kill("web.1.1");
    assertEquals(List.of("1.1", "1.2"), scene.tags("web"), "what runs is kept alive");
    scene.sweep();
    scene.ready("web.1.1", "web.1.2");
    scene.pass(MIN_READY);
    assertEquals("1 DONE", scene.phase());
    assertEquals("", scene.rollout().orElseThrow().reason());
  }

  @Test
  void replacesNothingFurtherWhenItHasFailed() {
    scene.deploy(1, web("1"));
    scene.ready("web.1.1", "web.1.2");
    scene.deploy(2, web("2"));
    scene.pass(DEADLINE.plusMinutes(10));
    assertEquals("2 FAILED", scene.phase());
    assertEquals(List.of("1.1", "1.2", "2.1"), scene.tags("web"));
  }

  @Test
  void takesProgressForAReasonToWaitOn() {
    scene.deploy(1, "'web':{'job':{'image':'web'},'scale':3}");
    for (int i = 1; i <= 3; i++) {
      scene.pass(DEADLINE.minus(SECOND));
      scene.ready("web.1." + i);
    }
    scene.pass(MIN_READY);
    assertEquals("1 DONE", scene.phase());
  }

  @Test
  void doesNotCountTheTimeThatSomethingIsReadyOnly() {
    scene.deploy(1, "'web':{'job':{'image':'web'},'update':{'min_ready':'20m'}}");
    scene.ready("web.1.1");
    scene.pass(Duration.ofMinutes(19));
    assertEquals("1 ROLLING", scene.phase());
    scene.pass(Duration.ofMinutes(1));
    assertEquals("1 DONE", scene.phase());
  }

  @Test
  void setsTheUsedTimeDownForTheNextLeader() {
    scene.deployed(1, web("1"));
    scene.deploy(2, web("2"));
    scene.pass(Duration.ofMinutes(4));
    long revision = scene.scene().etcd().revision();
    scene.pass(Duration.ofSeconds(30));
    assertEquals(3, scene.scene().etcd().revision() - revision);
    scene.newLeader();
    scene.pass(Duration.ofSeconds(29));
    assertEquals("2 ROLLING", scene.phase());
    scene.pass(Duration.ofSeconds(11));
    assertEquals(3, scene.current().number());
  }

  @Test
  void forgetsTheUsedTimeWithProgress() {
    scene.deployed(1, web("1"));
    scene.deploy(2, web("2"));
    scene.pass(Duration.ofMinutes(4));
    scene.ready("web.2.1");
    scene.pass(MIN_READY);
    assertEquals(Duration.ZERO, scene.rollout().orElseThrow().used());
    scene.pass(Duration.ofMinutes(4));
    assertEquals("2 ROLLING", scene.phase());
  }

  @Test
  void failsForWhatKeepsANodeFromBeginning() {
    scene.deployed(1, "'db':{'job':{'image':'db'}}");
    scene.tell("db.1.1", JobState.BLOCKED, Health.NONE, 0, "its host is away");
    scene.deploy(2, "'db':{'job':{'image':'db'}},'web':{'job':{'image':'web'},'after':['db']}");
    assertEquals("waits for db", scene.outlook().get("web").why());
    assertEquals(
        "ragnar.db.1.1 on h1 is blocked: its host is away", scene.outlook().get("db").why());
    scene.pass(DEADLINE);
    assertEquals(3, scene.current().number());
    assertEquals(
        "db: not ready in time; ragnar.db.1.1 on h1 is blocked: its host is away",
        scene.rollout().orElseThrow().reason());
  }
}
