package viking.api.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.codec.ReleaseCodec;
import viking.core.codec.StackCodec;
import viking.core.key.Keys;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Release.Cause;

/** A stack with a node that runs all the time, and one that the clock runs. */
class StackViewTest {
  private static final NodeId NIGHT = new NodeId("shop", "night");

  private final Seen seen = new Seen();

  @BeforeEach
  void begin() {
    Release release =
        new Release(
            new StackCodec()
                .read(
                    """
                    {"name":"shop","deploy":{
                     "web":{"job":{"image":"a"},"update":{"min_ready":"7s"}},
                     "night":{"job":{"image":"a"},"every":{"cron":"0 3 * * *","zone":"Europe/Berlin"}}}}
                    """),
            1,
            Cause.DEPLOY,
            0,
            "ann",
            "2026-11-20T20:00:00Z",
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of());
    seen.hand().put(Keys.stack("shop"), new ReleaseCodec().write(release));
  }

  @Test
  void tellsWhenTheClockRunsANodeNext() {
    assertFalse(node("night").has("next"), "the leader has not begun with it");
    seen.hand().put(Keys.cron(NIGHT), "2026-11-20T02:00:00Z");
    assertEquals("2026-11-21T02:00:00Z", node("night").get("next").asText());
    seen.hand().put(Keys.cron(NIGHT), "never");
    assertFalse(node("night").has("next"));
  }

  @Test
  void tellsForHowLongANewInstanceIsToBeReady() {
    assertEquals("7s", node("web").get("minReady").asText());
    assertFalse(node("night").has("minReady"));
  }

  @Test
  void isToldWithItsJobsWhereAllOfThemAreAskedFor() {
    JobFilter all =
        new JobFilter(Optional.of("shop"), Optional.empty(), Optional.empty(), Optional.empty());
    assertEquals("shop", seen.jobs(all).get("stack").get("stack").asText());
    JobFilter some =
        new JobFilter(Optional.of("shop"), Optional.empty(), Optional.of("h1"), Optional.empty());
    assertFalse(seen.jobs(some).has("stack"));
    assertFalse(seen.jobs().has("stack"));
  }

  private JsonNode node(String name) {
    for (JsonNode each : seen.stack("shop").get("nodes")) {
      if (each.get("node").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("no " + name);
  }
}
