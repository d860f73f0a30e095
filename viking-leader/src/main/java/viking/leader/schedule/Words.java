package viking.leader.schedule;

import java.util.Locale;
import viking.core.model.Health;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.state.JobFacts;

/** How a job fares, for people: what reasons are made of. They carry no counts that flicker. */
final class Words {
  private Words() {}

  static String of(JobFacts job) {
    return job.id() + job.currentStatus().map(Words::of).orElse(" has not begun");
  }

  static String of(Status status) {
    StringBuilder text = new StringBuilder();
    if (!status.host().isEmpty()) {
      text.append(" on ").append(status.host());
    }
    text.append(" is ").append(state(status));
    if (status.state() != JobState.RUNNING) {
      // Of one that runs it is the run's before.
      status.exitCode().ifPresent(code -> text.append(", exit code ").append(code));
    }
    if (!status.message().isEmpty()) {
      text.append(": ").append(status.message());
    }
    return text.toString();
  }

  private static String state(Status status) {
    if (status.state() == JobState.BACKOFF) {
      return "in backoff";
    }
    if (status.state() != JobState.RUNNING || status.health() == Health.HEALTHY) {
      return status.state().name().toLowerCase(Locale.ROOT);
    }
    return status.health() == Health.UNHEALTHY ? "unhealthy" : "running, not ready yet";
  }
}
