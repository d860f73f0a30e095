package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import viking.core.model.Health;
import viking.core.model.JobState;
import viking.core.model.Rollout.Phase;

/** Which releases were never wholly ready is known as long as the history. */
class FallenReleasesTest {
  private static final Duration MIN_READY = Duration.ofSeconds(5);
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private final StackScene scene = new StackScene();

  @Test
  void remembersWhatFailedAndWhatWasOvertaken() {
    scene.deployed(1, web("1"));
    assertEquals(Map.of(), fallen());
    scene.deploy(2, web("2"));
    scene.tell("web.2.1", JobState.RUNNING, Health.UNHEALTHY, 0, "");
    scene.pass(DEADLINE);
    assertEquals(3, scene.current().number());
    assertEquals(Map.of(2, Phase.FAILED), fallen());
    scene.deploy(4, web("4"));
    scene.deploy(5, web("1"));
    scene.pass(MIN_READY);
    assertEquals("5 DONE", scene.phase());
    assertEquals(Map.of(2, Phase.FAILED, 4, Phase.ROLLING), fallen());
    assertEquals(3, scene.rollout().orElseThrow().good());
  }

  private Map<Integer, Phase> fallen() {
    return scene.rollout().orElseThrow().fallen();
  }

  private static String web(String version) {
    return "'web':{'job':{'image':'web" + version + "'}}";
  }
}
