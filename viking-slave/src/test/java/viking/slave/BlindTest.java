package viking.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.core.model.JobState.RUNNING;
import static viking.slave.testing.Examples.JOB;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.store.testing.EtcdImage;
import viking.slave.container.Phase;
import viking.slave.container.Seen;

/** A host whose store is away, empty, another one, or has gone back in time. */
class BlindTest {
  private static final String PLAIN = "{\"image\":\"web\"}";
  private static final String NAME = "viking.a.b.1";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Machine machine = Machine.registered();

  @BeforeEach
  void somethingRuns() {
    machine.assign(JOB, PLAIN);
    machine.pass(SECOND.multipliedBy(6));
    machine.takeDone();
  }

  @Test
  void stopsNothingWithoutTheStore() {
    machine.line().cut(true);
    machine.pass(LONG);
    assertEquals(List.of(), machine.takeDone());
    assertFalse(machine.slave().problem().isEmpty());
  }

  @Test
  void restartsACrashedContainerWithoutTheStore() {
    machine.line().cut(true);
    machine.pass(LONG);
    machine.exit(NAME, 1);
    assertEquals(List.of("Start"), machine.takeDone());
    machine.exit(NAME, 1);
    machine.pass(SECOND);
    assertEquals(List.of("Start"), machine.takeDone());
    machine.line().cut(false);
    machine.line().endWatches();
    machine.pass(SECOND.multipliedBy(20));
    assertEquals(RUNNING, machine.status(JOB).state());
    assertEquals(2, machine.status(JOB).runs());
  }

  @Test
  void restartsACrashedContainerThoughTheProcessHasNeverSeenTheStore() {
    machine.engine().exit(machine.container(JOB).orElseThrow().id(), 1);
    machine.restartBlind();
    machine.pass(SECOND);
    assertEquals(Phase.RUNNING, machine.container(JOB).orElseThrow().phase());
    machine.pass(LONG);
    assertEquals(List.of("Start"), machine.takeDone());
  }

  @Test
  void stopsNothingThatWasTakenAwayUntilItCanSay() {
    machine.line().cut(true);
    machine.hand().delete(Keys.proc(JOB));
    machine.hand().stop(JOB, "h1");
    machine.pass(LONG);
    assertEquals(List.of(), machine.takeDone());
    machine.line().cut(false);
    machine.line().endWatches();
    machine.pass(SECOND.multipliedBy(5));
    assertEquals(List.of("Stop", "Remove"), machine.takeDone());
    assertEquals(Map.of(), machine.keys(JOB));
  }

  @Test
  void touchesNothingWhenTheStoreIsEmpty() {
    machine.etcd().wipe();
    machine.line().endWatches();
    machine.pass(LONG);
    assertEquals(List.of(), machine.takeDone());
    assertTrue(
        machine.slave().problem().startsWith("etcd is empty, but this host belongs to cluster c1"));
    assertEquals(Optional.empty(), machine.hand().value(Keys.host("h1")));
  }

  @Test
  void touchesNothingWhenTheStoreIsOfAnotherCluster() {
    machine.etcd().wipe();
    machine.hand().cluster("c2");
    machine.line().endWatches();
    machine.pass(LONG);
    assertEquals(List.of(), machine.takeDone());
    assertTrue(machine.slave().problem().startsWith("etcd is of cluster c2, this host of c1"));
  }

  @Test
  void touchesNothingWhenTheStoreHasGoneBackInTime() {
    EtcdImage early = image();
    machine.assign(JobId.parse("a.later.1"), PLAIN);
    machine.takeDone();
    machine.etcd().restore(0, early);
    machine.line().endWatches();
    machine.pass(LONG);
    assertEquals(List.of(), machine.takeDone());
    assertTrue(machine.slave().problem().startsWith("etcd has gone back in time"));
  }

  @Test
  void goesOnWithAnEarlierStoreWhenAnOperatorAcceptsIt() {
    EtcdImage early = image();
    JobId later = JobId.parse("a.later.1");
    machine.assign(later, PLAIN);
    machine.etcd().restore(0, early);
    machine.line().endWatches();
    machine.pass(SECOND.multipliedBy(5));
    machine.tell(new Order.Accept());
    machine.pass(SECOND.multipliedBy(60));
    assertEquals("", machine.slave().problem());
    assertEquals(RUNNING, machine.status(JOB).state());
    assertEquals(Optional.empty(), machine.container(later), "that store knows nothing of it");
  }

  @Test
  void neverTouchesAForeignContainer() {
    machine.engine().foreign("somebody-elses");
    machine.engine().foreign("viking.a.c.1");
    final List<Seen> foreign =
        machine.engine().list().stream().filter(seen -> seen.label().isEmpty()).toList();
    machine.assign(JobId.parse("a.c.1"), PLAIN);
    machine.pass(LONG);
    assertEquals(
        "a container that is not viking's has the name viking.a.c.1",
        machine.status(JobId.parse("a.c.1")).message());
    machine.remove(JobId.parse("a.c.1"));
    machine.restart();
    machine.pass(LONG);
    machine.tell(new Order.Accept());
    machine.pass(LONG);
    assertTrue(machine.engine().list().containsAll(foreign));
    assertEquals(Map.of(), machine.keys(JobId.parse("a.c.1")));
  }

  @Test
  void neverTouchesAContainerOfAnotherCluster() {
    machine.etcd().wipe();
    machine.hand().cluster("c2");
    machine.line().endWatches();
    machine.pass(SECOND);
    machine.tell(new Order.Accept());
    machine.pass(LONG);
    assertEquals("", machine.slave().problem());
    assertEquals(Phase.RUNNING, machine.container(JOB).orElseThrow().phase());
    assertEquals(List.of(), machine.takeDone());
  }

  @Test
  void doesNothingUnderANameThatAnotherMachineHas() {
    machine.etcd().revoke(machine.etcd().find(Keys.host("h1")).orElseThrow().lease());
    long rival = machine.etcd().grant(0, Duration.ofDays(1)).lease();
    machine.hand().put(Keys.host("h1"), "{\"id\":\"other\",\"address\":\"10.0.0.77\"}", rival);
    machine.pass(SECOND.multipliedBy(20));
    JobId next = JobId.parse("a.next.1");
    machine.assign(next, PLAIN);
    machine.pass(LONG);
    assertEquals(
        "hostname h1 is held by another machine, id other at 10.0.0.77", machine.slave().problem());
    assertEquals(List.of(), machine.takeDone());
    assertEquals(Map.of("/deploy/h1/a/next/1", ""), machine.keys(next));
  }

  private EtcdImage image() {
    return machine.etcd().snapshotImage();
  }
}
