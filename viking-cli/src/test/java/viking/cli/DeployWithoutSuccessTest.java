package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Deploys whose release does not come to run, or of which that is not known. */
class DeployWithoutSuccessTest extends DeployScene {
  @Test
  void aBuildThatFailsShowsItsLastLines() {
    api.on(
        DEPLOY,
        200,
        """
        {"event":"image","image":"viking:shop/app","state":"building","text":"Step 2/2 : RUN make"}
        {"event":"failed","problem":"viking:shop/app: step 2/2 failed: RUN make","lines":["make: no rule","stop"]}
        """);
    Ran ran = run("deploy");
    assertEquals(1, ran.code());
    assertTrue(
        ran.err()
            .endsWith(
                "| make: no rule\n| stop\nviking deploy: viking:shop/app: step 2/2 failed: RUN"
                    + " make\n"),
        ran.err());
  }

  @Test
  void aReleaseThatIsRolledBackSaysWhyAndFails() {
    String undone =
        """
        {"stack":"shop","release":8,"cause":"rollback","of":6,"by":"schedule",
        "rollout":{"release":8,"phase":"%s","undone":7,"reason":"web.7.1: exit code 3","lines":["Error: no"]},"nodes":[]}
        """;
    api.on(DEPLOY, 200, ACCEPTED)
        .onEach(STACK, ROLLING, undone.formatted("rolling"), undone.formatted("rolled-back"));
    Ran ran = run("deploy");
    assertEquals(1, ran.code());
    assertEquals("", ran.out());
    assertTrue(
        ran.err()
            .endsWith(
                "| Error: no\nviking deploy: release 7 failed: web.7.1: exit code 3; release 8"
                    + " has put release 6 back\n"),
        ran.err());
  }

  @Test
  void anotherDeployTakesItsPlace() {
    api.on(DEPLOY, 200, ACCEPTED)
        .on(
            STACK,
            200,
            "{\"stack\":\"shop\",\"release\":8,\"cause\":\"deploy\",\"by\":\"bob@desk\",\"rollout\":{\"release\":8,\"phase\":\"rolling\"}}");
    Ran ran = run("deploy");
    assertEquals(1, ran.code());
    assertTrue(
        ran.err()
            .endsWith(
                "viking deploy: release 8 of shop by bob@desk (deploy) has taken the place of"
                    + " release 7\n"),
        ran.err());
  }

  @Test
  void aChangeOfEnvCarriesItOn() {
    api.on(DEPLOY, 200, ACCEPTED)
        .onEach(
            STACK,
            DONE.replace("\"release\":7", "\"release\":8")
                .replace("\"cause\":\"deploy\"", "\"cause\":\"env\"")
                .replace("\"done\"", "\"rolling\""),
            DONE.replace("\"release\":7", "\"release\":8")
                .replace("\"cause\":\"deploy\"", "\"cause\":\"env\""));
    Ran ran = run("deploy");
    assertEquals(0, ran.code());
    assertTrue(ran.err().contains("release 8 of a@b (env) carries it on\n"), ran.err());
    assertTrue(ran.out().contains("release 8 runs"), ran.out());
  }

  @Test
  void theTimeEndsFirst() {
    api.on(DEPLOY, 200, ACCEPTED).on(STACK, 200, ROLLING);
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    clock = () -> now.updateAndGet(before -> before.plusSeconds(1));
    Ran ran = run("deploy", "--timeout", "1m");
    assertEquals(2, ran.code());
    assertEquals("", ran.out());
    assertTrue(
        ran.err()
            .endsWith(
                "the time is up; release 7 of shop goes on by itself; watch it with: viking ps"
                    + " shop\n"),
        ran.err());
  }

  @Test
  void nobodyAnswersAnyMore() {
    api.on(DEPLOY, 200, ACCEPTED).on(STACK, 503, "{\"error\":\"etcd does not answer\"}");
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    clock = () -> now.updateAndGet(before -> before.plusSeconds(5));
    Ran ran = run("deploy");
    assertEquals(2, ran.code());
    assertTrue(
        ran.err().contains("etcd does not answer; release 7 of shop goes on by itself"), ran.err());
  }

  @Test
  void theStackIsRemovedMeanwhile() {
    api.on(DEPLOY, 200, ACCEPTED).onEach(STACK, ROLLING, "");
    Ran ran = run("deploy");
    assertEquals(1, ran.code());
    assertTrue(
        ran.err().endsWith("viking deploy: stack shop is gone: somebody has removed it\n"),
        ran.err());
  }

  @Test
  void aConnectionThatBreaksWhileTheyBuildLeavesItOpen() {
    api.on(DEPLOY, 200, ACCEPTED.lines().limit(2).reduce("", (a, b) -> a + b + "\n"));
    Ran ran = run("deploy");
    assertEquals(2, ran.code());
    assertTrue(
        ran.err().endsWith("; it may be done all the same: viking history shop tells\n"),
        ran.err());
  }
}
