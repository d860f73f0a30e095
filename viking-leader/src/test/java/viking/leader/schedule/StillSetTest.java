package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import viking.core.model.Health;
import viking.core.model.JobState;
import viking.core.model.Release;
import viking.core.model.Release.Cause;

/** What is said of settings when a release is undone. */
class StillSetTest extends FailingScene {
  @Test
  void saysWhichSettingsItDoesNotTakeBack() {
    String given = "'web':{'job':{'image':'web','secrets':['KEY']},'scale':2}";
    Map<String, String> before = Map.of("GONE", "1", "LOG", "info", "SAME", "1");
    scene.deploy(with(1, Cause.DEPLOY, given, before, Map.of("KEY", 3L, "UNUSED", 4L)));
    scene.run(Duration.ofSeconds(30));
    assertEquals("1 DONE", scene.phase());
    Map<String, String> after = Map.of("LOG", "debug", "NEW", "1", "SAME", "1");
    scene.deploy(with(2, Cause.ENV, given, after, Map.of("KEY", 7L, "UNUSED", 8L)));
    scene.tell("web.2.1", JobState.RUNNING, Health.UNHEALTHY, 0, "");
    scene.pass(DEADLINE);
    assertEquals("3 ROLLED_BACK", scene.phase());
    assertEquals(before, scene.current().env());
    String reason = scene.rollout().orElseThrow().reason();
    assertTrue(
        reason.endsWith(
            "; env GONE, LOG, NEW stays as it was changed, for the next release: 'viking env set'"
                + " or 'unset' takes it back; secret KEY keeps its new value, for whatever starts"
                + " from now on: 'viking secret set' takes it back"),
        reason);
  }

  /** Its variables are those of an earlier release, and others are set. */
  @Test
  void saysNothingOfVariablesThatAFailedRollbackHadOnlyRepeated() {
    scene.deploy(with(1, Cause.DEPLOY, web("1"), Map.of("LOG", "info"), Map.of()));
    scene.run(Duration.ofSeconds(30));
    scene.deploy(with(2, Cause.ENV, web("1"), Map.of("LOG", "debug"), Map.of()));
    scene.run(Duration.ofSeconds(30));
    scene.deploy(with(3, Cause.ROLLBACK, web("1"), Map.of("LOG", "info"), Map.of()));
    scene.pass(DEADLINE);
    assertEquals(2, scene.current().of());
    assertFalse(scene.rollout().orElseThrow().reason().contains("LOG"));
  }

  private static Release with(
      int number, Cause cause, String nodes, Map<String, String> env, Map<String, Long> secrets) {
    return StackScene.release(number, cause, nodes).withEnv(env).withSecrets(secrets);
  }
}
