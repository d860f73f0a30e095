package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;

/** How the jobs of stacks leave a host that is being emptied. */
class DrainTest {
  private static final Duration MIN_READY = Duration.ofSeconds(5);
  private static final String WEB = "'web':{'job':{'image':'web'},'scale':2}";

  private final StackScene scene = new StackScene();

  @Test
  void startsAnotherOneElsewhereBeforeItEndsTheOneThatLeaves() {
    both();
    scene.drain("h1");
    assertEquals(List.of("1.1", "1.1.m1", "1.2"), scene.tags("web"));
    scene.place("web.1.1.m1", "h2");
    scene.ready("web.1.1.m1");
    scene.pass(MIN_READY);
    scene.sweep();
    assertEquals(List.of("1.1.m1", "1.2"), scene.tags("web"));
    assertEquals("1 DONE", scene.phase());
    scene.pass(Duration.ofMinutes(5));
    assertEquals(List.of("1.1.m1", "1.2"), scene.tags("web"));
  }

  @Test
  void movesOneAfterTheOther() {
    scene.deploy(1, WEB);
    scene.place("web.1.1", "h1");
    scene.place("web.1.2", "h1");
    scene.run(Duration.ofSeconds(20));
    scene.drain("h1");
    assertEquals(List.of("1.1", "1.1.m1", "1.2"), scene.tags("web"));
    scene.place("web.1.1.m1", "h2");
    scene.ready("web.1.1.m1");
    scene.pass(MIN_READY);
    assertEquals(List.of("1.1.m1", "1.2", "1.2.m1"), scene.tags("web"));
  }

  @Test
  void keepsTheReadyOneWhenTheCordonIsLifted() {
    both();
    scene.drain("h1");
    scene.place("web.1.1.m1", "h2");
    scene.hand().delete(Keys.cordon("h1"));
    scene.settle();
    assertEquals(List.of("1.1", "1.2"), scene.tags("web"));
  }

  @Test
  void keepsOneOfTwoReadyOnesWhenTheCordonIsLifted() {
    both();
    scene.drain("h1");
    scene.place("web.1.1.m1", "h2");
    scene.ready("web.1.1.m1");
    scene.hand().delete(Keys.cordon("h1"));
    scene.settle();
    assertEquals(List.of("1.1", "1.2"), scene.tags("web"));
  }

  @Test
  void movesBackUnderAnotherTag() {
    both();
    scene.drain("h1");
    scene.place("web.1.1.m1", "h2");
    scene.run(Duration.ofSeconds(10));
    scene.hand().delete(Keys.cordon("h1"));
    scene.drain("h2");
    assertEquals(List.of("1.1.m1", "1.1.m2", "1.2"), scene.tags("web"));
  }

  @Test
  void leavesWhatHasAVolume() {
    scene.deploy(1, "'db':{'job':{'image':'db','volume':['/data']}}");
    scene.place("db.1.1", "h1");
    scene.run(Duration.ofSeconds(20));
    scene.drain("h1");
    assertEquals(List.of("1.1"), scene.tags("db"));
  }

  @Test
  void movesNothingForACordonAlone() {
    both();
    scene.hand().put(Keys.cordon("h1"), "");
    scene.pass(Duration.ofMinutes(1));
    assertEquals(List.of("1.1", "1.2"), scene.tags("web"));
  }

  @Test
  void movesStartFirstWhateverTheOrderOfUpdates() {
    scene.deploy(1, "'web':{'job':{'image':'web'},'update':{'order':'stop-first'}}");
    scene.place("web.1.1", "h1");
    scene.run(Duration.ofSeconds(20));
    scene.drain("h1");
    assertEquals(List.of("1.1", "1.1.m1"), scene.tags("web"));
  }

  @Test
  void leavesWhatRunsOnce() {
    scene.deploy(1, "'move':{'job':{'image':'m','restart':'never'},'once':true}");
    scene.place("move.1.1", "h1");
    scene.drain("h1");
    assertEquals(List.of("1.1"), scene.tags("move"));
  }

  /** One on each of two hosts. */
  private void both() {
    scene.deploy(1, WEB);
    scene.place("web.1.1", "h1");
    scene.place("web.1.2", "h2");
    scene.run(Duration.ofSeconds(20));
    assertEquals("1 DONE", scene.phase());
  }
}
