package viking.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.core.model.JobState.RUNNING;
import static viking.core.model.JobState.STOPPING;
import static viking.core.model.JobState.WAITING;
import static viking.slave.testing.Examples.JOB;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.key.Keys;
import viking.core.model.JobState;
import viking.core.model.Stop;
import viking.core.store.Outcome;
import viking.slave.container.EngineEffect;
import viking.slave.container.Phase;

/** How a job is taken away from a host. */
class StoppingTest {
  private static final String WEB =
      "{\"image\":\"web\",\"expose\":80,"
          + "\"stop\":{\"drain\":\"7s\",\"grace\":\"3s\",\"signal\":\"SIGINT\"}}";
  private static final String PLAIN = "{\"image\":\"web\"}";
  private static final String NAME = "viking.a.b.1";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Machine machine = Machine.registered();

  @Test
  void withdrawsThenDrainsThenStopsThenRemovesThenDeletesTheKeys() {
    machine.assign(JOB, WEB);
    machine.takeDone();
    machine.remove(JOB);
    assertEquals(
        Map.of("/deploy/h1/a/b/1", "stop", "/status/a/b/1", "STOPPING"), machine.keys(JOB));
    assertEquals(List.of(), machine.takeDone());
    machine.pass(Duration.ofMillis(6999));
    assertEquals(Phase.RUNNING, machine.container(JOB).orElseThrow().phase());
    machine.pass(Duration.ofMillis(1));
    assertEquals(List.of("Stop", "Remove"), machine.takeDone());
    assertEquals(Optional.empty(), machine.container(JOB));
    assertEquals(Map.of(), machine.keys(JOB));
  }

  @Test
  void stopsAsTheJobWantsIt() {
    machine.assign(JOB, WEB);
    machine.remove(JOB);
    machine.pass(SECOND.multipliedBy(7));
    Stop how =
        machine.takeEffects().stream()
            .filter(EngineEffect.Stop.class::isInstance)
            .map(EngineEffect.Stop.class::cast)
            .findFirst()
            .orElseThrow()
            .how();
    assertEquals(new Stop("SIGINT", SECOND.multipliedBy(3), SECOND.multipliedBy(7)), how);
  }

  @Test
  void stopsNothingBeforeTheStoreHasTakenTheWithdrawal() {
    machine.assign(JOB, WEB);
    machine.line().hold();
    machine.remove(JOB);
    machine.pass(SECOND.multipliedBy(30));
    assertEquals(Phase.RUNNING, machine.container(JOB).orElseThrow().phase());
    machine.line().release();
    machine.settle();
    machine.pass(Duration.ofMillis(6999));
    assertEquals(
        Phase.RUNNING,
        machine.container(JOB).orElseThrow().phase(),
        "until then people were sent to it");
    machine.pass(SECOND);
    assertEquals(Optional.empty(), machine.container(JOB));
    assertEquals(Map.of(), machine.keys(JOB));
  }

  @Test
  void stopsAtOnceWhatHasNoPorts() {
    machine.assign(JOB, PLAIN);
    machine.remove(JOB);
    assertEquals(Optional.empty(), machine.container(JOB));
    assertEquals(Map.of(), machine.keys(JOB));
  }

  @Test
  void leavesAWordWhereTheJobIsStillWanted() {
    machine.assign(JOB, PLAIN);
    machine.exit(NAME, 1);
    machine.stop(JOB);
    assertEquals(Map.of("/status/a/b/1", "WAITING", "/counter/h1/a/b/1", "1"), machine.keys(JOB));
    assertEquals("taken from h1", machine.status(JOB).message());
    assertEquals(1, machine.status(JOB).runs());
  }

  @Test
  void looksOnceMoreWhetherTheJobIsWanted() {
    machine.assign(JOB, WEB);
    machine.stop(JOB);
    machine.pass(SECOND.multipliedBy(5));
    machine.hand().delete(Keys.proc(JOB));
    machine.pass(SECOND.multipliedBy(5));
    assertEquals(Map.of(), machine.keys(JOB));
  }

  @Test
  void takesAnAssignmentAwayThatHasNoContainerYet() {
    machine.assign(JOB, "{\"image\":\"typo\"}");
    machine.remove(JOB);
    assertEquals(
        Map.of("/counter/h1/a/b/1", "2"), machine.keys(JOB), "it is the leader's to delete");
    machine.takeDone();
    machine.pass(SECOND.multipliedBy(60));
    assertEquals(List.of(), machine.takeDone());
  }

  @Test
  void takesAnAssignmentAwayWhoseValueIsGoneBeforeItWasRead() {
    machine.line().cut(true);
    machine.hand().proc(JOB, PLAIN);
    machine.hand().assign(JOB, "h1");
    machine.hand().proc(JOB, "{\"image\":\"other\"}");
    machine.hand().stop(JOB, "h1");
    machine.line().cut(false);
    machine.pass(SECOND.multipliedBy(20));
    assertEquals(Map.of(), machine.keys(JOB));
    assertEquals(List.of(), machine.takeDone());
  }

  @Test
  void doesNotStartAValueThatItWasNotAssignedFor() {
    machine.hand().proc(JOB, PLAIN);
    machine.hand().assign(JOB, "h1");
    machine.hand().proc(JOB, "{\"image\":\"other\"}");
    machine.settle();
    machine.pass(SECOND.multipliedBy(20));
    assertEquals(List.of(), machine.takeDone());
  }

  @Test
  void runsTheNextAssignmentInAContainerOfItsOwn() {
    machine.assign(JOB, PLAIN);
    String former = machine.container(JOB).orElseThrow().id();
    machine.hand().proc(JOB, "{\"image\":\"web\",\"run\":\"serve\"}");
    machine.stop(JOB);
    assertEquals(Map.of(), machine.keys(JOB));
    long assignment = machine.hand().assign(JOB, "h1");
    machine.settle();
    assertTrue(!machine.container(JOB).orElseThrow().id().equals(former));
    assertEquals(assignment, machine.status(JOB).assignment());
    assertEquals(RUNNING, machine.status(JOB).state());
  }

  @Test
  void removesTheContainerOfAnEarlierAssignmentBeforeItMakesTheNext() {
    machine.assign(JOB, PLAIN);
    machine.takeDone();
    machine.hand().delete(Keys.deploy("h1", JOB));
    machine.hand().assign(JOB, "h1");
    machine.settle();
    assertEquals(List.of("Stop", "Remove", "Create", "Start"), machine.takeDone());
  }

  @Test
  void makesSureOfAWriteOfUnknownOutcomeBeforeItWritesAgain() {
    machine.line().loseAnswers(true);
    machine.assign(JOB, PLAIN);
    machine.pass(Duration.ofMillis(50));
    machine.line().loseAnswers(false);
    machine.pass(SECOND.multipliedBy(2));
    assertEquals(RUNNING, machine.status(JOB).state());
    assertTrue(
        machine.takeEffects().stream()
            .map(Effect::reason)
            .collect(Collectors.toList())
            .contains("what became of the last write for a.b.1?"));
    machine.remove(JOB);
    assertEquals(Map.of(), machine.keys(JOB));
  }

  @Test
  void whatItSentBeforeItIsSureCanNoLongerLand() {
    machine.line().hold();
    machine.assign(JOB, PLAIN);
    StoreEffect.Commit lost = machine.line().held().get(0);
    machine.line().forget(Outcome.unknown("no answer in time"));
    machine.pass(SECOND);
    assertEquals(JobState.RUNNING, machine.status(JOB).state());
    assertEquals(Outcome.Kind.REFUSED, machine.etcd().commit(lost.txn()).kind());
  }

  @Test
  void saysThatItStopsWhileTheEngineIsAway() {
    machine.assign(JOB, PLAIN);
    machine.engineAway(true);
    machine.remove(JOB);
    machine.pass(SECOND.multipliedBy(10));
    assertEquals(STOPPING, machine.status(JOB).state());
    assertEquals(Optional.of("stop"), machine.hand().value(Keys.deploy("h1", JOB)));
    machine.engineAway(false);
    machine.pass(SECOND.multipliedBy(32));
    assertEquals(Map.of(), machine.keys(JOB));
  }

  @Test
  void givesBackWhatWasAssignedToAnEarlierHostOfItsName() {
    machine.hand().delete(Keys.host("h1"));
    machine.hand().proc(JOB, PLAIN);
    machine.line().cut(true);
    machine.hand().assign(JOB, "h1");
    machine.pass(SECOND.multipliedBy(4));
    machine.line().cut(false);
    machine.pass(SECOND.multipliedBy(20));
    assertEquals(List.of(), machine.takeDone());
    assertEquals(Map.of("/status/a/b/1", "WAITING"), machine.keys(JOB));
    assertEquals(WAITING, machine.status(JOB).state());
    assertEquals("given back by h1", machine.status(JOB).message());
  }
}
