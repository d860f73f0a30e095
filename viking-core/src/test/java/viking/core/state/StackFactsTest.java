package viking.core.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.model.JobId;
import viking.core.model.NodeId;

class StackFactsTest {
  private static final String RELEASE =
      "{\"release\":3,\"cause\":\"deploy\",\"stack\":{\"name\":\"shop\",\"deploy\":"
          + "{\"web\":{\"job\":{\"image\":\"i\"},\"scale\":2}}}}";

  private final StateScene scene = new StateScene();
  private final ClusterState state = scene.state();

  @Test
  void holdsWhatIsSaidOfAStack() {
    long stack = scene.put("/stack/shop", RELEASE);
    scene.put("/release/shop/3", RELEASE);
    scene.put("/rollout/shop", "{\"release\":3,\"phase\":\"rolling\"}");
    scene.put("/cron/shop/nightly", "2026-01-01T03:00:00Z");

    StackFacts facts = state.stack("shop").orElseThrow();
    assertEquals(stack, facts.release().orElseThrow().modified());
    assertEquals(Set.of(3), facts.releases().keySet());
    assertEquals(3, facts.rollout().orElseThrow().value().release());
    assertEquals("2026-01-01T03:00:00Z", facts.crons().get("nightly").value());
    assertEquals(Set.of("shop"), state.takeTouched().stacks());
  }

  @Test
  void countsAsTheFileSaysUnlessOverridden() {
    scene.put("/stack/shop", RELEASE);
    StackFacts facts = state.stack("shop").orElseThrow();
    assertEquals(2, facts.count("web"));
    assertEquals(0, facts.count("nothing"));
    scene.put("/scale/shop/web", "5");
    assertEquals(5, facts.count("web"));
    scene.delete("/scale/shop/web");
    assertEquals(2, facts.count("web"));
  }

  @Test
  void forgetsAStackOfWhichNothingIsLeft() {
    scene.put("/stack/shop", RELEASE);
    scene.delete("/stack/shop");
    assertEquals(Optional.empty(), state.stack("shop"));
    assertEquals(Set.of(), state.stacks());
  }

  @Test
  void doesNotBelieveAReleaseThatDoesNotParse() {
    long revision = scene.put("/stack/shop", "{}");
    StackFacts facts = state.stack("shop").orElseThrow();
    assertEquals(Optional.empty(), facts.release());
    assertEquals(revision, facts.stackRevision());
    assertEquals("'stack' is missing", state.refused().get("/stack/shop"));
  }

  @Test
  void knowsTheJobsOfANode() {
    NodeId web = new NodeId("shop", "web");
    scene.put("/proc/shop/web/3.1", "{\"image\":\"i\"}");
    scene.put("/status/shop/web/2.1", "{\"state\":\"stopping\"}");
    assertEquals(
        Set.of(JobId.parse("shop.web.2.1"), JobId.parse("shop.web.3.1")), state.jobsOf(web));
    assertEquals(Set.of(web), state.nodesOf("shop"));
    scene.delete("/proc/shop/web/3.1");
    scene.delete("/status/shop/web/2.1");
    assertEquals(Set.of(), state.jobsOf(web));
    assertEquals(Set.of(), state.nodesOf("shop"));
  }
}
