package viking.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.core.model.JobState.BLOCKED;
import static viking.core.model.JobState.RUNNING;
import static viking.slave.testing.Examples.JOB;
import static viking.slave.testing.Examples.host;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.model.JobId;

/** Jobs with volumes. */
class PinnedTest {
  private static final String DB = "{\"image\":\"web\",\"volume\":[\"/data\",\"/log\"]}";
  private static final String DATA = "viking.a.b.1_data";
  private static final String LOG = "viking.a.b.1_log";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Machine machine = Machine.registered();

  @Test
  void makesTheVolumesAndSaysSoBeforeTheContainerIsMade() {
    assign(false);
    assertEquals(List.of("EnsureVolume", "EnsureVolume", "Create", "Start"), machine.takeDone());
    assertEquals(Set.of(DATA, LOG), machine.engine().volumes());
    assertEquals(Set.of(DATA, LOG), machine.container(JOB).orElseThrow().volumes());
    assertTrue(made());
  }

  @Test
  void makesNoContainerBeforeItIsSetDownThatTheVolumeIsMade() {
    machine.line().hold();
    assign(false);
    machine.pass(SECOND);
    assertFalse(machine.takeDone().contains("Create"));
    machine.line().release();
    machine.settle();
    machine.pass(SECOND);
    assertEquals(RUNNING, machine.status(JOB).state());
  }

  @Test
  void keepsTheDataWhenTheJobGoesAndComesBack() {
    assign(false);
    machine.remove(JOB);
    assertEquals(Set.of(DATA, LOG), machine.engine().volumes());
    machine.takeDone();
    machine.assign(JOB, DB);
    assertEquals(List.of("EnsureVolume", "EnsureVolume", "Create", "Start"), machine.takeDone());
    assertEquals(RUNNING, machine.status(JOB).state());
  }

  @Test
  void isBlockedWhereAVolumeWasMadeAndIsGone() {
    assign(true);
    assertEquals(BLOCKED, machine.status(JOB).state());
    assertEquals("volume missing: " + DATA, machine.status(JOB).message());
    machine.pass(SECOND.multipliedBy(60));
    assertEquals(Set.of(), machine.engine().volumes(), "none is made in its place");
    assertEquals(BLOCKED, machine.status(JOB).state());
    assertTrue(machine.container(JOB).isEmpty());
  }

  @Test
  void looksForItsVolumesAgainBeforeItMakesAContainerAnew() {
    assign(false);
    machine.engine().volumes().clear();
    machine.vanish(JOB.container());
    machine.pass(SECOND.multipliedBy(60));
    assertEquals(BLOCKED, machine.status(JOB).state());
    assertEquals("volume missing: " + DATA, machine.status(JOB).message());
  }

  @Test
  void isBlockedWhereTheVolumeIsPinnedToAnotherMachine() {
    machine.hand().pin(JOB, host("h2"), false);
    machine.assign(JOB, DB);
    assertEquals(BLOCKED, machine.status(JOB).state());
    assertEquals("its volume is not pinned to this host", machine.status(JOB).message());
    assertEquals(List.of(), machine.takeDone());
  }

  @Test
  void waitsUntilAnotherContainerHasLeftTheVolume() {
    JobId former = JobId.parse("a.b.1.7");
    JobId next = JobId.parse("a.b.2.7");
    machine.hand().pin(former, host("h1"), false);
    machine.assign(former, "{\"image\":\"web\",\"volume\":\"/data\"}");
    machine.assign(next, "{\"image\":\"web\",\"volume\":\"/data\"}");
    assertEquals(BLOCKED, machine.status(next).state());
    assertEquals(
        "waits until another container has left volume viking.a.b.7_data",
        machine.status(next).message());
    machine.remove(former);
    machine.pass(SECOND);
    assertEquals(RUNNING, machine.status(next).state());
  }

  @Test
  void keepsNothingOfADirectoryOfTheHost() {
    machine.assign(JOB, "{\"image\":\"web\",\"volume\":\"/srv:/data:ro\"}");
    assertEquals(List.of("Create", "Start"), machine.takeDone());
    assertTrue(machine.hand().value(Keys.fixed(JOB.slotId())).isEmpty());
  }

  private void assign(boolean made) {
    machine.hand().pin(JOB, host("h1"), made);
    machine.assign(JOB, DB);
  }

  private boolean made() {
    return machine.hand().value(Keys.fixed(JOB.slotId())).orElseThrow().contains("\"made\":true");
  }
}
