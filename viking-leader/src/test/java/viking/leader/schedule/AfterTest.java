package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.model.Health;
import viking.core.model.JobState;
import viking.core.model.Release.Cause;

/** What waits for what, and what runs once. */
class AfterTest {
  private static final Duration MIN_READY = Duration.ofSeconds(5);
  private static final String WEB = "'web':{'job':{'image':'web'},'after':['move']}";
  private static final String MOVE =
      "'move':{'job':{'image':'move','restart':'never'},'once':true}";

  private final StackScene scene = new StackScene();

  @Test
  void beginsANodeWhenWhatItIsAfterIsDone() {
    scene.deploy(1, "'db':{'job':{'image':'db'}},'web':{'job':{'image':'web'},'after':['db']}");
    assertEquals(List.of(), scene.tags("web"));
    assertEquals("waits for db", scene.outlook().get("web").why());
    scene.ready("db.1.1");
    scene.pass(MIN_READY);
    assertEquals(List.of("1.1"), scene.tags("web"));
  }

  @Test
  void replacesANodeWhenWhatItIsAfterIsDone() {
    String after = ",'after':['db']}";
    scene.deployed(1, "'db':{'job':{'image':'db'}},'web':{'job':{'image':'web'}" + after);
    scene.deploy(2, "'db':{'job':{'image':'db2'}},'web':{'job':{'image':'web2'}" + after);
    assertEquals(List.of("1.1"), scene.tags("web"));
    scene.ready("db.2.1");
    scene.pass(MIN_READY);
    assertEquals(List.of("1.1", "2.1"), scene.tags("web"));
  }

  @Test
  void waitsForNoWebsiteAndNothingUnknown() {
    scene.deploy(
        1,
        "'help':{'document_root':'./www'},"
            + "'cron':{'job':{'image':'cron'},'every':{'cron':'* * * * *'}},"
            + "'web':{'job':{'image':'web'},'after':['help','cron','ghost']}");
    assertEquals(List.of("1.1"), scene.tags("web"));
    assertEquals(List.of(), scene.tags("help"));
    assertEquals(List.of(), scene.tags("cron"));
  }

  @Test
  void runsOnceBeforeWhatIsAfterIt() {
    scene.deploy(1, MOVE + "," + WEB);
    assertEquals(List.of("1.1"), scene.tags("move"));
    assertEquals(List.of(), scene.tags("web"));
    scene.tell("move.1.1", JobState.RUNNING, Health.HEALTHY, 0, "");
    scene.pass(Duration.ofMinutes(1));
    assertEquals(List.of(), scene.tags("web"));
    scene.tell("move.1.1", JobState.DONE, Health.NONE, 1, "");
    assertEquals(List.of("1.1"), scene.tags("web"));
  }

  @Test
  void runsOnceInEachReleaseAndKeepsTheLast() {
    release(1, Cause.DEPLOY);
    release(2, Cause.ENV);
    assertEquals(List.of("2.1"), scene.tags("move"));
    release(3, Cause.SECRET);
    assertEquals(List.of("3.1"), scene.tags("move"));
  }

  @Test
  void runsNothingOnceForWhatOnlyRepeats() {
    release(1, Cause.DEPLOY);
    release(2, Cause.RESTART);
    assertEquals(List.of(), scene.tags("move"));
    release(3, Cause.ROLLBACK);
    assertEquals(List.of(), scene.tags("move"));
    assertEquals("3 DONE", scene.phase());
  }

  @Test
  void runsNothingAgainWhenTheReleaseIsThrough() {
    release(1, Cause.DEPLOY);
    scene.kill("move.1.1");
    scene.pass(Duration.ofMinutes(1));
    assertEquals(List.of(), scene.tags("move"));
    assertEquals("1 DONE", scene.phase());
    assertTrue(scene.outlook().get("move").done());
  }

  @Test
  void makesSureThatItEndsThoughTheFileForgotToSaySo() {
    scene.deploy(1, "'move':{'job':{'image':'move'},'once':true}");
    assertTrue(
        scene
            .scene()
            .etcd()
            .find("/proc/ragnar/move/1.1")
            .orElseThrow()
            .value()
            .contains("\"restart\":\"never\""));
  }

  @Test
  void failsWhenItFails() {
    scene.deploy(1, MOVE + "," + WEB);
    scene.tell("move.1.1", JobState.FAILED, Health.NONE, 1, "no such table");
    assertEquals("1 FAILED", scene.phase());
    assertEquals(
        "move: ragnar.move.1.1 on h1 is failed, exit code 1: no such table",
        scene.rollout().orElseThrow().reason());
    scene.pass(Duration.ofMinutes(10));
    assertEquals(List.of(), scene.tags("web"));
  }

  @Test
  void letsWhatServesGoOnUntilTheReleaseThatRunsItOnceIsThrough() {
    scene.deployed(1, "'move':{'job':{'image':'move'},'scale':2},'db':{'job':{'image':'db'}}");
    scene.deploy(2, MOVE + ",'db':{'job':{'image':'db'}}");
    assertEquals(List.of("1.1", "1.2", "2.1"), scene.tags("move"));
    scene.tell("move.2.1", JobState.FAILED, Health.NONE, 1, "no such table");
    assertEquals("3 ROLLED_BACK", scene.phase());
    assertEquals(List.of("1.1", "1.2"), scene.tags("move"));
  }

  @Test
  void takesWhatServedAwayWhenItHasRunOnce() {
    scene.deployed(1, "'move':{'job':{'image':'move'},'scale':2}");
    scene.deploy(2, MOVE);
    scene.tell("move.2.1", JobState.DONE, Health.NONE, 1, "");
    scene.run(Duration.ofSeconds(20));
    assertEquals("2 DONE", scene.phase());
    assertEquals(List.of("2.1"), scene.tags("move"));
  }

  @Test
  void takesWhatHasTheVolumeAwayBeforeItRunsOnce() {
    String volume = "{'image':'move','restart':'never','volume':['/data']}";
    scene.deployed(1, "'move':{'job':{'image':'move','volume':['/data']}}");
    scene.deploy(2, "'move':{'job':" + volume + ",'once':true}");
    scene.sweep();
    assertEquals(List.of("2.1"), scene.tags("move"));
  }

  @Test
  void neverRunsTwoReleasesOnceAtTheSameTime() {
    scene.deploy(1, MOVE + "," + WEB);
    scene.tell("move.1.1", JobState.RUNNING, Health.HEALTHY, 0, "");
    scene.deploy(2, MOVE + "," + WEB);
    assertEquals(List.of(), scene.tags("move"));
    assertEquals("waits until ragnar.move.1.1 has ended", scene.outlook().get("move").why());
    scene.newLeader();
    scene.settle();
    assertEquals(List.of(), scene.tags("move"));
    scene.sweep();
    assertEquals(List.of("2.1"), scene.tags("move"));
  }

  private void release(int number, Cause cause) {
    scene.deploy(StackScene.release(number, cause, MOVE + "," + WEB));
    if (scene.tags("move").contains(number + ".1")) {
      scene.tell("move." + number + ".1", JobState.DONE, Health.NONE, 1, "");
    }
    scene.run(Duration.ofSeconds(20));
  }
}
