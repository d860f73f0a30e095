package viking.leader;

import java.util.Set;
import viking.core.model.JobId;

/**
 * Releases of the stack ragnar, which has a node of every kind, each release like the one before.
 */
final class EveryKind {
  private static final String RELEASE =
      """
      {"release":%1$d,"cause":"deploy","by":"ann","at":"2026-01-01T00:00:00Z",\
      "images":{"viking:ragnar/src":"viking/ragnar/src:abc"},"env":{"A":"b"},\
      "secrets":{"KEY":%1$d},"restarts":{"web":1},"stack":{"name":"ragnar",\
      "build":{"src":{"text":"FROM x","context":".","args":{"B":"1"}}},"deploy":{\
      "migrate":{"job":{"image":"viking:ragnar/src","restart":"never","secrets":["KEY"]},\
      "scale":1,"once":true},\
      "web":{"job":{"image":"viking:ragnar/src","run":["serve"],"expose":["80"],\
      "health":{"http":"/","interval":"1s","timeout":"1s","retries":3,"start_period":"0s"}},\
      "scale":2,"after":["migrate"],"domains":["ragnar.localhost"],\
      "update":{"order":"auto","parallel":1,"min_ready":"1s","deadline":"20s"}},\
      "db":{"job":{"image":"redis","volume":["/data"]},"scale":1,"service":true},\
      "site":{"document_root":"./www","scale":1,"domains":["help.localhost"]},\
      "nightly":{"job":{"image":"viking:ragnar/src","restart":"never"},"scale":1,\
      "every":{"cron":"* * * * *","zone":"UTC"}}}}}\
      """;

  private static final Set<String> ENDING = Set.of("migrate", "nightly");

  private EveryKind() {}

  static String release(int number) {
    return RELEASE.formatted(number);
  }

  /** Whether it is to run to its end. */
  static boolean ends(JobId job) {
    return ENDING.contains(job.node());
  }
}
