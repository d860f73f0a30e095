package viking.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.slave.testing.Examples.JOB;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.model.JobId;

/** A host whose containers have lost their assignments. */
class UnassignedTest {
  private static final String PLAIN = "{\"image\":\"web\"}";
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
  void leavesMostOfItsContainersAloneWhenTheirAssignmentsVanishWithoutAWord() {
    IntStream.rangeClosed(2, 4).forEach(i -> machine.assign(new JobId("a", "b", "" + i), PLAIN));
    machine.takeDone();
    IntStream.rangeClosed(1, 4).forEach(i -> forget(new JobId("a", "b", "" + i)));
    machine.pass(LONG);
    assertEquals(List.of(), machine.takeDone());
    assertEquals("most containers have lost their assignments", machine.slave().problem());
    machine.tell(new Order.Accept());
    machine.pass(SECOND.multipliedBy(60));
    assertEquals(List.of(), machine.engine().list());
    assertEquals("", machine.slave().problem());
  }

  /** The new ones make the old a smaller share, and explain nothing. */
  @Test
  void leavesThemAloneThoughItIsRestartedWithManyNewOnesBesideThem() {
    IntStream.rangeClosed(2, 4).forEach(i -> machine.assign(new JobId("a", "b", "" + i), PLAIN));
    IntStream.rangeClosed(1, 3).forEach(i -> forget(new JobId("a", "b", "" + i)));
    machine.pass(LONG);
    assertEquals("most containers have lost their assignments", machine.slave().problem());
    IntStream.rangeClosed(5, 10).forEach(i -> machine.assign(new JobId("a", "b", "" + i), PLAIN));
    machine.restart();
    machine.pass(LONG);
    assertEquals(10, machine.engine().list().size());
    assertEquals("most containers have lost their assignments", machine.slave().problem());
    machine.tell(new Order.Accept());
    machine.pass(SECOND.multipliedBy(60));
    assertEquals(7, machine.engine().list().size());
    assertEquals(0, machine.disk().held());
  }

  /** As after {@code viking rm} while the host was off: no key speaks of these jobs any more. */
  @Test
  void removesWhatWasTakenAwayWhileItWasOff() {
    leaveWithFour();
    machine.restart();
    machine.pass(SECOND.multipliedBy(20));
    assertEquals(List.of(), machine.engine().list());
    assertEquals("", machine.slave().problem());
    assertEquals(List.of(), errors());
  }

  @Test
  void removesWhatWasTakenAwayWhileItWasCutOff() {
    leaveWithFour();
    machine.line().cut(false);
    machine.line().endWatches();
    machine.pass(SECOND.multipliedBy(20));
    assertEquals(List.of(), machine.engine().list());
    assertEquals("", machine.slave().problem());
  }

  /** It had seen the store as it is now, and died before it had done anything about it. */
  @Test
  void removesWhatWasTakenAwayThoughItWasRestartedOnceMore() {
    leaveWithFour();
    long removed = machine.etcd().revision();
    machine.engineAway(true);
    machine.restart();
    machine.pass(SECOND);
    assertTrue(machine.disk().revision() >= removed, "the disk has not heard of it");
    machine.engineAway(false);
    machine.restart();
    machine.pass(SECOND.multipliedBy(20));
    assertEquals(List.of(), machine.engine().list());
  }

  @Test
  void leavesThemAloneWhenTheStoreHasForgottenWhatItDidMeanwhile() {
    leaveWithFour();
    machine.etcd().compact(machine.etcd().revision());
    machine.restart();
    machine.pass(LONG);
    assertEquals(4, machine.engine().list().size());
    assertEquals("most containers have lost their assignments", machine.slave().problem());
    assertEquals(1, errors().size());
  }

  /** Emptied by hand: the revisions go on, and it is no cluster's any more. */
  @Test
  void leavesThemAloneWhenTheStoreWasEmptiedMeanwhile() {
    leaveWithFour();
    machine.hand().delete(Keys.cluster());
    machine.restart();
    machine.pass(LONG);
    assertEquals(4, machine.engine().list().size());
  }

  @Test
  void removesAStrayContainerWhoseJobWasGivenToAnother() {
    machine.hand().delete(Keys.deploy("h1", JOB));
    machine.hand().assign(JOB, "h2");
    machine.pass(SECOND.multipliedBy(5));
    assertEquals(List.of("Stop", "Remove"), machine.takeDone());
  }

  /** The host is lost with four containers, and then their jobs are removed. */
  private void leaveWithFour() {
    IntStream.rangeClosed(2, 4).forEach(i -> machine.assign(new JobId("a", "b", "" + i), PLAIN));
    machine.line().cut(true);
    machine.etcd().revoke(machine.etcd().find(Keys.host("h1")).orElseThrow().lease());
    IntStream.rangeClosed(1, 4).forEach(i -> forget(new JobId("a", "b", "" + i)));
  }

  private List<String> errors() {
    return machine.told().stream().filter(line -> line.contains("nothing to show")).toList();
  }

  private void forget(JobId job) {
    machine.hand().delete(Keys.deploy("h1", job));
    machine.hand().delete(Keys.run(job));
    machine.hand().delete(Keys.status(job));
    machine.hand().delete(Keys.proc(job));
  }
}
