package viking.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import viking.cli.client.Tree;
import viking.cli.watch.Verdict.Kind;

class VerdictTest {
  /** Of release 7. */
  @ParameterizedTest
  @CsvSource({
    "6, deploy, 6, done, 0, GOING",
    "7, deploy, 6, done, 0, GOING",
    "7, deploy, 7, rolling, 0, GOING",
    "7, deploy, 7, done, 0, DONE",
    "7, deploy, 7, failed, 0, FAILED",
    "7, rollback, 7, rolled-back, 6, DONE",
    "8, rollback, 7, failed, 0, GOING",
    "8, rollback, 8, rolling, 7, GOING",
    "8, rollback, 8, rolled-back, 7, FAILED",
    "8, rollback, 8, failed, 7, FAILED",
    "8, rollback, 8, done, 0, OVERTAKEN",
    "8, deploy, 7, rolling, 0, OVERTAKEN",
    "8, deploy, 8, done, 0, OVERTAKEN",
    "8, env, 7, rolling, 0, CARRIED_ON",
    "9, secret, 9, done, 0, CARRIED_ON",
    "8, restart, 8, rolling, 0, CARRIED_ON",
  })
  void judges(long current, String cause, long judged, String phase, long undone, Kind kind) {
    assertEquals(kind, Verdict.of(stack(current, cause, judged, phase, undone), 7).kind());
  }

  @Test
  void namesTheReasonAndTheLastLines() {
    Verdict failed = Verdict.of(stack(7, "deploy", 7, "failed", 0), 7);
    assertEquals("release 7 failed: web.7.1 is unhealthy", failed.text());
    assertEquals(List.of("Error: x"), failed.lines());
    assertEquals(
        "release 7 failed: web.7.1 is unhealthy; release 8 was to put release 6 back and has"
            + " failed, too",
        Verdict.of(stack(8, "rollback", 8, "failed", 7), 7).text());
  }

  @Test
  void followsTheReleaseThatCarriesItOn() {
    assertEquals(9, Verdict.of(stack(9, "env", 9, "rolling", 0), 7).release());
    assertEquals(Kind.DONE, Verdict.of(stack(9, "env", 9, "done", 0), 9).kind());
  }

  private static Tree stack(long current, String cause, long judged, String phase, long undone) {
    return Tree.parse(
        """
        {"stack":"shop","release":%d,"cause":"%s","of":6,"by":"bob@desk","rollout":{"release":%d,"phase":"%s",
        "undone":%d,"reason":"web.7.1 is unhealthy","lines":["Error: x"]}}
        """
            .formatted(current, cause, judged, phase, undone));
  }
}
