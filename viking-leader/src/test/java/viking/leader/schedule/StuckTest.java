package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.model.Health;
import viking.core.model.JobState;

/** Releases that wait for what they have not changed. */
class StuckTest {
  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final String DB = "'db':{'job':{'image':'db','volume':['/data']}}";
  private static final String WEB = "'web':{'job':{'image':'web'},'after':['db']}";
  private static final String NEW_WEB = "'web':{'job':{'image':'web2'},'after':['db']}";

  private static final String FREE_WEB = "'web':{'job':{'image':'web'}}";
  private static final String NEW_FREE_WEB = "'web':{'job':{'image':'web2'}}";

  private final StackScene scene = new StackScene();

  @Test
  void aReleaseThatChangesNothingIsOverWhenItsTimeIs() {
    scene.deployed(1, DB);
    scene.tell("db.1.1", JobState.BACKOFF, Health.NONE, 1, "it ended");
    scene.deploy(2, DB);
    scene.pass(DEADLINE.minusSeconds(1));
    assertEquals("2 ROLLING", scene.phase());
    scene.pass(Duration.ofSeconds(2));
    assertEquals("2 FAILED", scene.phase());
    assertTrue(scene.rollout().orElseThrow().reason().startsWith("db: not ready in time"));
    assertEquals(2, scene.current().number(), "to undo it would change nothing");
    assertEquals(List.of("1.1"), scene.tags("db"));
  }

  @Test
  void itIsDoneAfterAllWhenWhatItWaitedForComesBack() {
    scene.deployed(1, DB);
    scene.tell("db.1.1", JobState.BACKOFF, Health.NONE, 1, "it ended");
    scene.deploy(2, DB);
    scene.pass(DEADLINE.plusSeconds(1));
    scene.ready("db.1.1");
    scene.pass(Duration.ofSeconds(6));
    assertEquals("2 DONE", scene.phase());
  }

  @Test
  void aReleaseThatCannotBeginItsChangesIsUndone() {
    scene.deployed(1, DB + "," + WEB);
    scene.tell("db.1.1", JobState.BACKOFF, Health.NONE, 1, "it ended");
    scene.deploy(2, DB + "," + NEW_WEB);
    scene.pass(DEADLINE.plusSeconds(1));
    assertEquals(3, scene.current().number());
    assertEquals(1, scene.current().of());
    assertEquals(List.of("1.1"), scene.tags("web"));
  }

  @Test
  void whatWaitsForItsHostDoesNotHoldUpTheOthers() {
    scene.deployed(1, DB + "," + FREE_WEB);
    scene.tell("db.1.1", JobState.BLOCKED, Health.NONE, 0, "waits for host h1");
    scene.deploy(2, DB + "," + NEW_FREE_WEB);
    scene.settle();
    assertEquals("2 ROLLING", scene.phase());
    scene.ready("web.2.1");
    scene.pass(Duration.ofSeconds(20));
    assertEquals("2 DONE", scene.phase());
    assertEquals(List.of("1.1"), scene.tags("db"), "it is left as it is");
    assertEquals(List.of("2.1"), scene.tags("web"));
  }

  @Test
  void aReleasesOwnJobThatWaitsForItsHostIsWaitedFor() {
    scene.deployed(1, DB);
    scene.deploy(2, DB + "," + "'more':{'job':{'image':'db','volume':['/data']}}");
    scene.settle();
    scene.tell("more.2.1", JobState.BLOCKED, Health.NONE, 0, "volume missing");
    scene.pass(DEADLINE.minusSeconds(1));
    assertEquals("2 ROLLING", scene.phase());
    scene.pass(Duration.ofSeconds(2));
    assertEquals(3, scene.current().number());
  }
}
