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
import viking.core.key.Keys;
import viking.core.model.Secret;
import viking.slave.secret.SecretEffect;

/** Jobs with secrets. */
class SecretsTest {
  private static final String WEB =
      "{\"image\":\"web\",\"user\":\"7\",\"secrets\":[\"PASSWORD@12\",\"TOKEN:env\"]}";
  private static final String MISSING = "secret PASSWORD is not set: viking secret set a PASSWORD";
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private final Machine machine = Machine.registered();

  @Test
  void areLaidOutBeforeTheContainerIsMade() {
    machine.assign(JOB, WEB);
    SecretEffect.Give give =
        machine.takeEffects().stream()
            .filter(SecretEffect.Give.class::isInstance)
            .map(SecretEffect.Give.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals(JOB, give.job());
    assertEquals(List.of(Secret.parse("PASSWORD@12"), Secret.parse("TOKEN:env")), give.secrets());
    assertEquals(Optional.of("7"), give.user());
    assertEquals(RUNNING, machine.status(JOB).state());
  }

  @Test
  void areLaidOutOnceForTheFirstStartAndAnewForEachLaterOne() {
    machine.assign(JOB, WEB);
    assertEquals(List.of("Give", "Create", "Start"), machine.takeDone());
    machine.exit(JOB.container(), 1);
    machine.pass(MINUTE);
    assertEquals(List.of("Give", "Start"), machine.takeDone());
  }

  @Test
  void areLaidOutByTheNextProcessToo() {
    machine.assign(JOB, WEB);
    machine.restart();
    machine.takeDone();
    machine.exit(JOB.container(), 1);
    machine.pass(MINUTE);
    assertEquals(List.of("Give", "Start"), machine.takeDone());
  }

  @Test
  void aContainerThatCrashesWhileTheStoreIsAwayIsStartedAgain() {
    machine.assign(JOB, WEB);
    machine.restartBlind();
    machine.exit(JOB.container(), 1);
    machine.pass(MINUTE);
    assertEquals(List.of("Give", "Start"), machine.takeDone());
  }

  @Test
  void whereOneIsMissingTheJobIsBlockedAndSaysWhich() {
    machine.secretMissing(MISSING);
    machine.assign(JOB, WEB);
    machine.pass(MINUTE);
    assertEquals(BLOCKED, machine.status(JOB).state());
    assertEquals(MISSING, machine.status(JOB).message());
    assertTrue(machine.container(JOB).isEmpty());
  }

  @Test
  void itStaysBlockedBetweenTwoTries() {
    machine.secretMissing(MISSING);
    machine.assign(JOB, WEB);
    long once = machine.hand().put(Keys.cordon("h9"), "");
    machine.pass(MINUTE);
    long statusAt = machine.etcd().find(Keys.status(JOB)).orElseThrow().modified();
    assertTrue(statusAt < once, "nothing is written while nothing changes");
  }

  @Test
  void itIsTriedAgainUntilAllAreThere() {
    machine.secretMissing(MISSING);
    machine.assign(JOB, WEB);
    machine.pass(MINUTE);
    machine.secretMissing("");
    machine.pass(MINUTE);
    assertEquals(RUNNING, machine.status(JOB).state());
    assertEquals("", machine.status(JOB).message());
  }

  @Test
  void oneThatIsMissingIsNoFailedRun() {
    machine.secretMissing(MISSING);
    machine.assign(JOB, "{\"image\":\"web\",\"restart\":\"never\",\"secrets\":[\"PASSWORD\"]}");
    machine.pass(MINUTE);
    assertEquals(BLOCKED, machine.status(JOB).state());
    assertEquals(0, machine.status(JOB).runs());
    assertFalse(machine.keys(JOB).containsKey(Keys.counter("h1", JOB)));
    machine.secretMissing("");
    machine.pass(MINUTE);
    assertEquals(RUNNING, machine.status(JOB).state());
  }

  @Test
  void oneThatIsTakenAwayLaterKeepsTheContainerFromStartingAgain() {
    machine.assign(JOB, WEB);
    machine.secretMissing(MISSING);
    machine.exit(JOB.container(), 1);
    machine.pass(MINUTE);
    assertEquals(BLOCKED, machine.status(JOB).state());
    assertEquals(MISSING, machine.status(JOB).message());
  }

  @Test
  void whatWasLaidOutForAnEarlierAssignmentDoesNotServeTheNext() {
    machine.holdSecrets(true);
    machine.assign(JOB, WEB);
    machine.hand().delete(Keys.deploy("h1", JOB));
    machine.settle();
    machine.assign(JOB, WEB.replace("@12", "@13"));
    machine.takeDone();
    machine.holdSecrets(false);
    machine.settle();
    assertEquals(List.of("Give", "Create", "Start"), machine.takeDone());
  }

  @Test
  void goWithTheContainer() {
    machine.assign(JOB, WEB);
    machine.takeDone();
    machine.remove(JOB);
    assertEquals(List.of("Stop", "Remove", "Drop"), machine.takeDone());
    assertEquals(Map.of(), machine.keys(JOB));
  }

  @Test
  void goWithAContainerThatAnEarlierProcessMade() {
    machine.assign(JOB, WEB);
    machine.restart();
    machine.takeDone();
    machine.remove(JOB);
    assertEquals(List.of("Stop", "Remove", "Drop"), machine.takeDone());
  }

  @Test
  void goWhereTheContainerWasNeverMade() {
    machine.secretMissing(MISSING);
    machine.assign(JOB, WEB);
    machine.takeDone();
    machine.remove(JOB);
    machine.pass(MINUTE);
    assertEquals(List.of("Drop"), machine.takeDone());
  }
}
