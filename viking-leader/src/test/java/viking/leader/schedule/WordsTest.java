package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import viking.core.model.Health;
import viking.core.model.JobState;
import viking.core.model.Status;

/** What is said of a job that keeps a release from being done. */
class WordsTest {
  @Test
  void saysWithWhichCodeItHasEnded() {
    assertEquals(
        " on h1 is in backoff, exit code 1: no such table",
        of(JobState.BACKOFF, Health.NONE, "no such table"));
  }

  /** The code that its status has is then the one of the run before. */
  @Test
  void saysNoCodeOfOneThatRuns() {
    assertEquals(
        " on h1 is unhealthy: GET /up was answered with 404",
        of(JobState.RUNNING, Health.UNHEALTHY, "GET /up was answered with 404"));
    assertEquals(" on h1 is running, not ready yet", of(JobState.RUNNING, Health.STARTING, ""));
  }

  private static String of(JobState state, Health health, String message) {
    return Words.of(
        new Status(
            1,
            "h1",
            state,
            health,
            "viking.shop.web.1",
            "1",
            1,
            OptionalInt.of(1),
            message,
            "",
            List.of()));
  }
}
