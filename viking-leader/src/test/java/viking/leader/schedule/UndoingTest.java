package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import viking.core.codec.ReleaseCodec;
import viking.core.codec.RouteCodec;
import viking.core.key.Keys;
import viking.core.model.Health;
import viking.core.model.JobState;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.model.Rollout;
import viking.core.model.Route;
import viking.core.store.Entry;

/** What is put back when a release has failed, and what is not. */
class UndoingTest extends FailingScene {
  @Test
  void undoesAReleaseThatIsNotReadyByItsDeadlineAndTheOldOneNeverStops() {
    scene.deployed(1, web("1"));
    long before = modified("/proc/ragnar/web/1.1");
    scene.deploy(2, web("2"));
    scene.tell("web.2.1", JobState.RUNNING, Health.UNHEALTHY, 0, "GET / answers 500");
    scene.pass(DEADLINE.minus(SECOND));
    assertEquals("2 ROLLING", scene.phase());
    scene.pass(SECOND);
    assertEquals("3 ROLLED_BACK", scene.phase());
    assertEquals(List.of("1.1", "1.2"), scene.tags("web"));
    assertEquals(before, modified("/proc/ragnar/web/1.1"));
    Release now = scene.current();
    assertEquals(3, now.number());
    assertEquals(Cause.ROLLBACK, now.cause());
    assertEquals(1, now.of());
    assertEquals("viking", now.by());
    assertEquals(StackScene.stack(web("1")), now.stack());
    assertEquals(
        scene.scene().etcd().find("/stack/ragnar").map(Entry::value),
        scene.scene().etcd().find("/release/ragnar/3").map(Entry::value));
    Rollout rollout = scene.rollout().orElseThrow();
    assertEquals(2, rollout.undone());
    assertEquals(
        "web: not ready in time; ragnar.web.2.1 on h1 is unhealthy: GET / answers 500",
        rollout.reason());
  }

  @Test
  void failsWhereAHandHasTakenTheLastNumberThereIs() {
    scene.deployed(1, web("1"));
    scene.deploy(2, web("2"));
    scene.hand().put(Keys.release("ragnar", Release.LAST), "scribble");
    scene.pass(DEADLINE.plus(SECOND));
    assertEquals("2 FAILED", scene.phase());
  }

  @Test
  void takesBackWhatTheFailedReleaseHasReplaced() {
    scene.deployed(1, web("1"));
    scene.deploy(2, web("2"));
    scene.ready("web.2.1");
    scene.pass(MIN_READY);
    scene.tell("web.2.2", JobState.BACKOFF, Health.NONE, 1, "");
    scene.pass(DEADLINE);
    assertEquals(List.of("1.2", "2.1", "3.1"), scene.tags("web"));
    scene.ready("web.3.1");
    scene.pass(MIN_READY);
    assertEquals(List.of("1.2", "3.1"), scene.tags("web"));
    assertEquals("3 ROLLED_BACK", scene.phase());
  }

  @Test
  void undoesNothingForAnInstanceThatItHasNotMade() {
    scene.deployed(1, web("1") + ",'db':{'job':{'image':'db'}}");
    scene.tell("db.1.1", JobState.BACKOFF, Health.NONE, 50, "");
    scene.deploy(2, web("2") + ",'db':{'job':{'image':'db'}}");
    scene.run(Duration.ofMinutes(4));
    assertEquals("2 ROLLING", scene.phase());
    scene.run(Duration.ofMinutes(4));
    assertEquals("2 FAILED", scene.phase());
    assertEquals(List.of("2.1", "2.2"), scene.tags("web"));
    scene.ready("db.1.1");
    scene.pass(MIN_READY);
    assertEquals("2 DONE", scene.phase());
  }

  @Test
  void neverUndoesWhatUndoes() {
    scene.deployed(1, web("1"));
    scene.deploy(2, web("2"));
    scene.ready("web.2.1");
    scene.pass(MIN_READY);
    scene.pass(DEADLINE);
    assertEquals("3 ROLLING", scene.phase());
    scene.pass(DEADLINE);
    assertEquals("3 FAILED", scene.phase());
    scene.pass(Duration.ofHours(1));
    assertEquals(3, scene.current().number());
    assertEquals(2, scene.rollout().orElseThrow().undone());
  }

  @Test
  void undoesARollbackThatAPersonHasOrdered() {
    scene.deployed(1, web("1"));
    scene.deployed(2, web("2"));
    scene.deploy(StackScene.release(3, Cause.ROLLBACK, web("1")));
    scene.pass(DEADLINE);
    assertEquals(4, scene.current().number());
    assertEquals(2, scene.current().of());
  }

  /** Anybody can call himself what the schedule calls itself. */
  @Test
  void undoesARollbackByWhomeverHasTheSchedulesName() {
    scene.deployed(1, web("1"));
    scene.deployed(2, web("2"));
    Release back = StackScene.release(3, Cause.ROLLBACK, web("1"));
    scene.deploy(back.repeated(3, Cause.ROLLBACK, 1, "viking", ""));
    scene.pass(DEADLINE);
    assertEquals(4, scene.current().number());
    assertEquals(2, scene.current().of());
  }

  @Test
  void remembersWhichReleaseWasGood() {
    scene.deployed(1, web("1"));
    scene.deploy(2, web("2"));
    scene.deploy(3, web("3"));
    scene.pass(DEADLINE);
    assertEquals(1, scene.current().of());
    scene.run(Duration.ofMinutes(1));
    assertEquals("4 ROLLED_BACK", scene.phase());
    scene.deploy(5, web("5"));
    assertEquals(4, scene.rollout().orElseThrow().good());
  }

  @Test
  void failsForGoodWhereTheGoodReleaseIsForgotten() {
    scene.deployed(1, web("1"));
    scene.hand().delete(Keys.release("ragnar", 1));
    scene.deploy(2, web("2"));
    scene.pass(DEADLINE);
    assertEquals("2 FAILED", scene.phase());
  }

  @Test
  void givesTheScaleUpThatOverrodeAnotherFile() {
    scene.deployed(1, web("1"));
    scene.deploy(2, "'web':{'job':{'image':'web2'},'scale':4}");
    scene.scale("web", 6);
    scene.pass(DEADLINE);
    assertEquals(3, scene.current().number());
    assertEquals(Optional.empty(), scene.scene().etcd().find("/scale/ragnar/web"));
  }

  @Test
  void keepsTheScaleThatOverridesTheSameFile() {
    scene.deployed(1, web("1"));
    scene.scale("web", 3);
    scene.run(Duration.ofSeconds(20));
    scene.deploy(2, web("2"));
    scene.pass(DEADLINE);
    assertEquals(3, scene.current().number());
    assertTrue(scene.scene().etcd().find("/scale/ragnar/web").isPresent());
  }

  @Test
  void givesDomainsBackButTakesNoneFromOthers() {
    scene.deployed(1, domains("1", "'a.com','b.com','c.com'"));
    route("a.com", "ragnar", "web");
    route("c.com", "other", "web");
    route("d.com", "ragnar", "web");
    scene.deploy(2, domains("2", "'a.com','d.com'"));
    scene.pass(DEADLINE);
    assertEquals(3, scene.current().number());
    assertEquals(Map.of("a.com", "ragnar", "b.com", "ragnar", "c.com", "other"), scene.routes());
  }

  @Test
  void doesNotUndoAnythingWhileItWaitsForItsOwnWrite() {
    scene.deployed(1, web("1"));
    scene.deploy(2, web("2"));
    scene.pass(DEADLINE);
    List<String> reasons = scene.reasons();
    assertEquals(1, reasons.stream().filter(each -> each.contains("is undone by")).count());
    assertFalse(reasons.stream().anyMatch(each -> each.contains("release 4")));
  }

  private void route(String domain, String stack, String node) {
    scene
        .hand()
        .put(
            Keys.route(domain),
            new RouteCodec().write(new Route(stack, node, OptionalInt.empty())));
  }

  private long modified(String key) {
    return scene.scene().etcd().find(key).orElseThrow().modified();
  }

  private static String domains(String version, String domains) {
    return "'web':{'job':{'image':'web" + version + "'},'domains':[" + domains + "]}";
  }

  @Test
  void readsItsOwnReleases() {
    scene.deployed(1, web("1"));
    String text = scene.scene().etcd().find("/release/ragnar/1").orElseThrow().value();
    assertEquals(scene.current(), new ReleaseCodec().read(text));
  }
}
