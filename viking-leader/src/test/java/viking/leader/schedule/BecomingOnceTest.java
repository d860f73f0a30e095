package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.model.Health;
import viking.core.model.JobState;

/** A node that ran all the time, though it is not begun again, runs once from now on. */
class BecomingOnceTest {
  private static final String SERVES = "'node':{'job':{'image':'i','restart':'never'}}";
  private static final String RUNS = "'node':{'job':{'image':'j'},'once':true}";

  private final StackScene scene = new StackScene();

  @Test
  void whatServesGoesOnUntilTheReleaseIsThrough() {
    scene.deployed(1, SERVES);
    scene.deploy(2, RUNS);
    assertEquals(List.of("1.1", "2.1"), scene.tags("node"));
    ends("2.1");
    assertEquals("2 DONE", scene.phase());
    assertEquals(List.of("2.1"), scene.tags("node"));
  }

  @Test
  void whatRanOnceForAnotherReleaseEndsBefore() {
    scene.deploy(1, RUNS);
    ends("1.1");
    assertEquals("1 DONE", scene.phase());
    scene.deploy(2, RUNS);
    assertEquals(List.of("2.1"), scene.tags("node"));
  }

  @Test
  void whatNobodyRemembersRanOnce() {
    scene.deployed(1, SERVES);
    scene.hand().delete(Keys.release("ragnar", 1));
    scene.deploy(2, RUNS);
    scene.sweep();
    assertEquals(List.of("2.1"), scene.tags("node"));
  }

  private void ends(String tag) {
    scene.tell("node." + tag, JobState.DONE, Health.NONE, 1, "");
    scene.pass(Duration.ofSeconds(2));
  }
}
