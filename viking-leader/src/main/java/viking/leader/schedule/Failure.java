package viking.leader.schedule;

import java.util.List;
import viking.core.model.Status;
import viking.core.state.JobFacts;

/** Why a release has failed: the node, the job, its host and what happened; with its last lines. */
record Failure(String reason, List<String> lines) {
  Failure {
    lines = List.copyOf(lines);
  }

  static Failure of(String node, JobFacts job) {
    return of(node, "", job);
  }

  static Failure of(String node, String what, JobFacts job) {
    List<String> lines = job.currentStatus().map(Status::lines).orElse(List.of());
    return new Failure(node + ": " + what + Words.of(job), lines);
  }
}
