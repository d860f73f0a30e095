package viking.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.core.model.JobState.BLOCKED;
import static viking.core.model.JobState.RUNNING;
import static viking.slave.testing.Examples.JOB;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.codec.HostCodec;
import viking.core.key.Keys;
import viking.core.model.Health;
import viking.core.model.HostMemory;
import viking.core.model.Status;
import viking.slave.container.Phase;

/** A host process that comes back finds its containers and goes on. */
class AdoptionTest {
  private static final String WEB = "{\"image\":\"web\",\"expose\":80}";
  private static final String PLAIN = "{\"image\":\"web\"}";
  private static final String NAME = "viking.a.b.1";
  private static final String ENDPOINT = "/ports/a/b/80/tcp/10.0.0.1/32768/a.b.1";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Machine machine = Machine.registered();

  @Test
  void goesOnWithTheSameContainerWithoutAWord() {
    machine.assign(JOB, WEB);
    machine.pass(SECOND.multipliedBy(20));
    final String id = machine.container(JOB).orElseThrow().id();
    final Map<String, String> keys = machine.keys(JOB);
    machine.restart();
    machine.pass(SECOND);
    final long revision = machine.etcd().revision();
    machine.pass(SECOND.multipliedBy(60));
    assertEquals(id, machine.container(JOB).orElseThrow().id());
    assertEquals(keys, machine.keys(JOB));
    assertEquals(List.of(), machine.takeDone());
    assertEquals(revision, machine.etcd().revision(), "there was nothing to say");
  }

  @Test
  void doesNotLetWhatWasHealthyShowItAgain() {
    machine.assign(JOB, WEB);
    assertEquals(Health.HEALTHY, machine.status(JOB).health());
    machine.healthy(false);
    machine.restart();
    machine.pass(SECOND.multipliedBy(5));
    assertEquals(Health.HEALTHY, machine.status(JOB).health());
    assertTrue(machine.keys(JOB).containsKey(ENDPOINT));
  }

  @Test
  void restartsWhatHasCrashedInBetweenAndCountsItOnce() {
    machine.assign(JOB, PLAIN);
    machine.exit(NAME, 1);
    machine.engine().exit(machine.container(JOB).orElseThrow().id(), 7);
    machine.restart();
    machine.pass(SECOND.multipliedBy(2));
    assertEquals(RUNNING, machine.status(JOB).state());
    assertEquals(2, machine.status(JOB).runs());
    assertEquals("2", machine.keys(JOB).get("/counter/h1/a/b/1"));
    machine.restart();
    machine.pass(SECOND.multipliedBy(2));
    assertEquals(2, machine.status(JOB).runs());
  }

  @Test
  void doesNotCountACrashAgainThatWasCountedBefore() {
    machine.assign(JOB, PLAIN);
    for (int i = 0; i < 3; i++) {
      machine.exit(NAME, 1);
      machine.pass(SECOND.multipliedBy(2));
    }
    machine.exit(NAME, 1);
    assertEquals(Phase.EXITED, machine.container(JOB).orElseThrow().phase());
    machine.restart();
    machine.pass(SECOND.multipliedBy(20));
    assertEquals(RUNNING, machine.status(JOB).state());
    assertEquals(4, machine.status(JOB).runs());
    assertEquals("4", machine.keys(JOB).get("/counter/h1/a/b/1"));
  }

  @Test
  void bringsBackWhatAPowerCutHasEnded() {
    machine.assign(JOB, WEB);
    machine.engine().powerOff();
    machine.restart();
    machine.pass(SECOND.multipliedBy(20));
    assertEquals(RUNNING, machine.status(JOB).state());
    assertTrue(machine.keys(JOB).containsKey(ENDPOINT));
  }

  @Test
  void finishesWhatItWasTakingAway() {
    machine.assign(JOB, WEB);
    machine.engineAway(true);
    machine.remove(JOB);
    machine.pass(SECOND.multipliedBy(11));
    machine.engineAway(false);
    machine.restart();
    machine.pass(SECOND.multipliedBy(11));
    assertEquals(Map.of(), machine.keys(JOB));
    assertEquals(Optional.empty(), machine.container(JOB));
  }

  @Test
  void takesAwayWhatWasTakenAwayInBetween() {
    machine.assign(JOB, PLAIN);
    machine.line().cut(true);
    machine.remove(JOB);
    assertEquals(Phase.RUNNING, machine.container(JOB).orElseThrow().phase());
    machine.restart();
    machine.pass(SECOND.multipliedBy(20));
    assertEquals(Map.of(), machine.keys(JOB));
    assertEquals(Optional.empty(), machine.container(JOB));
  }

  @Test
  void startsTheContainerThatAnEarlierProcessHadMade() {
    machine.engineAway(true);
    machine.hand().proc(JOB, PLAIN);
    long assignment = machine.hand().assign(JOB, "h1");
    machine.engineAway(false);
    machine.settle();
    machine.engine().exit(machine.container(JOB).orElseThrow().id(), 137);
    machine.restart();
    machine.pass(SECOND.multipliedBy(2));
    assertEquals(assignment, machine.status(JOB).assignment());
    assertEquals(RUNNING, machine.status(JOB).state());
  }

  @Test
  void remembersItsClusterAndItsLeaseAndHowFarTheStoreWas() {
    HostMemory first = machine.disk();
    assertEquals("c1", first.cluster());
    assertEquals(leaseOfHost(), first.lease());
    for (int i = 0; i < 150; i++) {
      machine.hand().put(Keys.deploysOf("h1") + "a/c/" + i, "stop");
      machine.settle();
    }
    assertTrue(machine.disk().revision() >= first.revision() + 100);
  }

  @Test
  void keepsItsNameWithoutABreakOverAQuickRestart() {
    long created = machine.etcd().find(Keys.host("h1")).orElseThrow().created();
    machine.restart();
    machine.pass(SECOND.multipliedBy(10));
    assertEquals(created, machine.etcd().find(Keys.host("h1")).orElseThrow().created());
    assertEquals(leaseOfHost(), machine.disk().lease());
  }

  @Test
  void staysForAMinuteWhenItLeavesForARestart() {
    machine.assign(JOB, PLAIN);
    machine.tell(new Order.Leave());
    machine.settle();
    assertTrue(machine.slave().left());
    assertTrue(
        HostCodec.read("h1", machine.hand().value(Keys.host("h1")).orElseThrow()).restarting());
    machine.pass(SECOND.multipliedBy(50));
    machine.restart();
    machine.pass(SECOND.multipliedBy(50));
    assertFalse(
        HostCodec.read("h1", machine.hand().value(Keys.host("h1")).orElseThrow()).restarting());
    assertEquals(RUNNING, machine.status(JOB).state());
    assertFalse(machine.slave().left());
  }

  @Test
  void registersAgainWhenItsLeaseIsLostAndGoesOn() {
    machine.assign(JOB, PLAIN);
    machine.takeDone();
    machine.etcd().revoke(leaseOfHost());
    machine.pass(SECOND.multipliedBy(3));
    assertTrue(machine.hand().value(Keys.host("h1")).isPresent());
    assertEquals(List.of(), machine.takeDone());
    machine.remove(JOB);
    assertEquals(Map.of(), machine.keys(JOB));
  }

  @Test
  void makesUpForAStatusThatTheLeaderChangedWhileItWasAway() {
    machine.assign(JOB, WEB);
    machine.line().cut(true);
    machine.pass(SECOND.multipliedBy(5));
    machine.hand().delete(ENDPOINT);
    machine
        .hand()
        .status(
            JOB,
            Status.ofLeader(machine.status(JOB).assignment(), BLOCKED, 0, "waits for host h1", ""));
    machine.line().cut(false);
    machine.pass(SECOND.multipliedBy(20));
    assertEquals(RUNNING, machine.status(JOB).state());
    assertTrue(machine.keys(JOB).containsKey(ENDPOINT));
  }

  private long leaseOfHost() {
    return machine.etcd().find(Keys.host("h1")).orElseThrow().lease();
  }
}
