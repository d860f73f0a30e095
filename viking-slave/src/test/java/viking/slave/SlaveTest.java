package viking.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.core.model.JobState.BACKOFF;
import static viking.core.model.JobState.BLOCKED;
import static viking.core.model.JobState.RUNNING;
import static viking.core.model.JobState.STARTING;
import static viking.slave.testing.Examples.JOB;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.key.Keys;
import viking.core.model.Health;
import viking.core.model.JobId;
import viking.core.model.Status;
import viking.slave.container.EngineEffect;
import viking.slave.container.Phase;

/** One job's life on a host. */
class SlaveTest {
  private static final String PLAIN = "{\"image\":\"web\"}";
  private static final String WEB = "{\"image\":\"web\",\"expose\":80}";
  private static final String CHECKED =
      "{\"image\":\"web\",\"health\":{\"http\":\"/ready\",\"interval\":\"1s\",\"retries\":2}}";
  private static final String DEPLOY = "/deploy/h1/a/b/1";
  private static final String STATUS = "/status/a/b/1";
  private static final String COUNTER = "/counter/h1/a/b/1";
  private static final String ENDPOINT = "/ports/a/b/80/tcp/10.0.0.1/32768/a.b.1";
  private static final String NAME = "viking.a.b.1";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Machine machine = Machine.registered();

  @Test
  void makesAndStartsAContainerAndNamesIt() {
    long assignment = machine.assign(JOB, PLAIN);
    assertEquals(List.of("Create", "Start"), machine.takeDone());
    assertEquals(Phase.RUNNING, machine.container(JOB).orElseThrow().phase());
    assertEquals(Map.of(DEPLOY, NAME, STATUS, "RUNNING"), machine.keys(JOB));
    Status status = machine.status(JOB);
    assertEquals(assignment, status.assignment());
    assertEquals("h1", status.host());
    assertEquals(Health.STARTING, status.health());
    machine.pass(Duration.ofSeconds(5));
    assertEquals(Health.HEALTHY, machine.status(JOB).health());
  }

  @Test
  void tellsTheContainerWhatItIs() {
    machine.assign(JOB, PLAIN);
    EngineEffect.Create create =
        machine.takeEffects().stream()
            .filter(EngineEffect.Create.class::isInstance)
            .map(EngineEffect.Create.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals(
        Map.of(
            "VIKING_STACK", "a",
            "VIKING_NODE", "b",
            "VIKING_TAG", "1",
            "VIKING_HOSTNAME", "h1"),
        create.env());
    assertEquals(NAME, create.name());
  }

  @Test
  void announcesPortsOnlyWhenTheyAnswer() {
    machine.healthy(false);
    machine.assign(JOB, WEB);
    machine.pass(Duration.ofSeconds(20));
    assertEquals(Map.of(DEPLOY, NAME, STATUS, "RUNNING"), machine.keys(JOB));
    assertEquals("not ready", machine.status(JOB).message());
    machine.healthy(true);
    machine.pass(SECOND);
    assertEquals(
        Map.of(DEPLOY, NAME, STATUS, "RUNNING", ENDPOINT, "10.0.0.1:32768"), machine.keys(JOB));
    assertEquals(Health.HEALTHY, machine.status(JOB).health());
  }

  @Test
  void withdrawsThePortsOfWhatTurnsUnhealthyAndAnnouncesThemAgain() {
    machine.assign(
        JOB, CHECKED.replace("{\"image\":\"web\",", "{\"image\":\"web\",\"expose\":80,"));
    assertTrue(machine.keys(JOB).containsKey(ENDPOINT));
    machine.healthy(false);
    machine.pass(SECOND.multipliedBy(2));
    assertEquals(Map.of(DEPLOY, NAME, STATUS, "RUNNING"), machine.keys(JOB));
    assertEquals(Health.UNHEALTHY, machine.status(JOB).health());
    machine.healthy(true);
    machine.pass(SECOND);
    assertTrue(machine.keys(JOB).containsKey(ENDPOINT));
  }

  @Test
  void restartsWhatIsHopeless() {
    machine.assign(JOB, CHECKED);
    String run = machine.container(JOB).orElseThrow().run();
    machine.takeDone();
    machine.healthy(false);
    machine.pass(SECOND.multipliedBy(6));
    assertEquals(List.of("Stop", "Start"), machine.takeDone());
    assertTrue(machine.container(JOB).orElseThrow().run().compareTo(run) > 0);
    assertEquals("1", machine.keys(JOB).get(COUNTER));
    assertEquals(1, machine.status(JOB).runs());
  }

  @Test
  void restartsACrashedContainerAtOnceAndThenAfterLongerAndLongerWaits() {
    machine.assign(JOB, PLAIN);
    String id = machine.container(JOB).orElseThrow().id();
    machine.exit(NAME, 1);
    assertEquals(Phase.RUNNING, machine.container(JOB).orElseThrow().phase());
    for (int wait : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      machine.exit(NAME, 1);
      assertEquals(BACKOFF, machine.status(JOB).state());
      assertEquals("exited with 1", machine.status(JOB).message());
      machine.pass(SECOND.multipliedBy(wait).minusMillis(1));
      assertEquals(Phase.EXITED, machine.container(JOB).orElseThrow().phase());
      machine.pass(Duration.ofMillis(2));
      assertEquals(Phase.RUNNING, machine.container(JOB).orElseThrow().phase());
    }
    assertEquals(id, machine.container(JOB).orElseThrow().id(), "it is the same container");
    assertEquals("9", machine.keys(JOB).get(COUNTER));
    assertEquals(9, machine.status(JOB).runs());
  }

  @Test
  void forgetsTheFailuresOfWhatHasBeenHealthyForAMinute() {
    machine.assign(JOB, PLAIN);
    machine.exit(NAME, 1);
    machine.exit(NAME, 1);
    machine.pass(SECOND.multipliedBy(60));
    assertEquals("2", machine.keys(JOB).get(COUNTER));
    machine.pass(SECOND.multipliedBy(16));
    assertEquals(Map.of(DEPLOY, NAME, STATUS, "RUNNING"), machine.keys(JOB));
    machine.exit(NAME, 1);
    assertEquals(Phase.RUNNING, machine.container(JOB).orElseThrow().phase(), "at once");
  }

  @Test
  void startsAgainAtOnceWhenAPersonSaysSo() {
    machine.assign(JOB, PLAIN);
    for (int i = 0; i < 5; i++) {
      machine.exit(NAME, 1);
      machine.pass(SECOND.multipliedBy(5));
    }
    assertEquals(BACKOFF, machine.status(JOB).state());
    machine.tell(new Order.Retry(JOB));
    assertEquals(Phase.RUNNING, machine.container(JOB).orElseThrow().phase());
  }

  @Test
  void makesAContainerAnewThatSomebodyRemoved() {
    machine.assign(JOB, PLAIN);
    machine.vanish(NAME);
    machine.pass(SECOND);
    assertEquals(Phase.RUNNING, machine.container(JOB).orElseThrow().phase());
  }

  @Test
  void triesAgainAndAgainWhereTheImageIsMissing() {
    machine.assign(JOB, "{\"image\":\"typo\"}");
    assertEquals(BACKOFF, machine.status(JOB).state());
    assertEquals("image typo cannot be had", machine.status(JOB).message());
    machine.pass(SECOND.multipliedBy(30));
    int runs = machine.status(JOB).runs();
    assertTrue(runs > 4);
    assertEquals(Integer.toString(runs), machine.keys(JOB).get(COUNTER));
    assertEquals("", machine.hand().value(DEPLOY).orElseThrow(), "there is no container to name");
    machine.engine().image("typo");
    machine.pass(SECOND.multipliedBy(60));
    assertEquals(RUNNING, machine.status(JOB).state());
  }

  @Test
  void waitsForTheRoomThatALeftOverTakes() {
    JobId other = JobId.parse("a.other.1");
    machine.assign(other, "{\"image\":\"web\",\"resources\":{\"memory\":\"6g\"}}");
    machine.assign(JOB, "{\"image\":\"web\",\"resources\":{\"memory\":\"6g\"}}");
    assertEquals(BLOCKED, machine.status(JOB).state());
    assertEquals(
        "waits until containers that are still here have made room", machine.status(JOB).message());
    machine.remove(other);
    machine.pass(SECOND);
    assertEquals(RUNNING, machine.status(JOB).state());
  }

  @Test
  void triesAgainInAMomentWhileTheEngineIsAway() {
    machine.engineAway(true);
    machine.assign(JOB, PLAIN);
    machine.pass(SECOND.multipliedBy(5));
    assertEquals(STARTING, machine.status(JOB).state());
    assertEquals(0, machine.status(JOB).runs(), "that is not the job's fault");
    machine.engineAway(false);
    machine.pass(SECOND.multipliedBy(16));
    assertEquals(RUNNING, machine.status(JOB).state());
  }

  @Test
  void doesNothingInAQuietClusterButKeepItsLeaseLookAndListNowAndThen() {
    machine.assign(JOB, WEB);
    machine.pass(SECOND.multipliedBy(90));
    long revision = machine.etcd().revision();
    machine.takeEffects();
    machine.pass(SECOND.multipliedBy(60));
    List<Effect> effects = machine.takeEffects();
    assertEquals(80, count(StoreEffect.KeepAlive.class, effects));
    assertEquals(4, count(StoreEffect.Read.class, effects));
    assertEquals(2, count(EngineEffect.ListAll.class, effects));
    assertEquals(86, effects.size());
    assertEquals(revision, machine.etcd().revision());
    assertEquals(Optional.of(NAME), machine.hand().value(Keys.deploy("h1", JOB)));
  }

  private static long count(Class<? extends Effect> kind, List<Effect> effects) {
    return effects.stream().filter(kind::isInstance).count();
  }
}
