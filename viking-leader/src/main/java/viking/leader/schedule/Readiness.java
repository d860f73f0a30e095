package viking.leader.schedule;

import java.util.Optional;
import viking.core.model.Health;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.state.JobFacts;

/** What a job's status says of its present value. */
final class Readiness {
  private Readiness() {}

  /** Whether it serves, or has done all that it was to do. */
  static boolean ready(JobFacts job) {
    return job.currentStatus().filter(status -> ready(job, status)).isPresent();
  }

  /** Whether the leader has looked for a place for it, and found none. */
  static boolean waits(JobFacts job) {
    return job.currentStatus()
        .filter(status -> status.host().isEmpty() && status.state() == JobState.WAITING)
        .isPresent();
  }

  /** Whether it cannot run before its host, or its volume, is back. */
  static boolean away(JobFacts job) {
    return state(job).filter(JobState.BLOCKED::equals).isPresent();
  }

  static Optional<JobState> state(JobFacts job) {
    return job.currentStatus().map(Status::state);
  }

  private static boolean ready(JobFacts job, Status status) {
    if (status.state() == JobState.DONE) {
      return true;
    }
    return status.state() == JobState.RUNNING
        && status.health() == Health.HEALTHY
        && Optional.ofNullable(job.deploys().get(status.host()))
            .filter(deploy -> deploy.created() == status.assignment())
            .filter(deploy -> !JobFacts.STOP.equals(deploy.value()))
            .isPresent();
  }
}
