package viking.leader.deployment;

import viking.core.codec.StatusCodec;
import viking.core.key.Keys;
import viking.core.model.Job;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;
import viking.core.store.Compare;

/** What becomes of a job on a lost host; holds only while that host is not back. */
final class Losing {
  private static final StatusCodec CODEC = new StatusCodec();

  private Losing() {}

  /** Takes the job from the host in the host's absence. */
  static Step release(JobFacts facts, String host, Versioned<String> deploy, String since) {
    StepBuilder step = onlyWhileAway(facts, host).deletePorts();
    if (step.leavesPorts()) {
      return step.because(facts.id() + " loses its many ports on " + host + ", which vanished");
    }
    step.delete(Keys.deploy(host, facts.id()), deploy.modified());
    if (facts.run().filter(run -> run.value().equals(host)).isPresent()) {
      step.deleteRun();
    }
    boolean mine =
        facts.status().filter(s -> s.value().assignment() == deploy.created()).isPresent();
    boolean wanted = deploy.created() > facts.procRevision() && facts.procRevision() > 0;
    if (mine && !facts.ended() && !wanted) {
      step.deleteStatus();
    } else if (wanted && !facts.ended()) {
      Status status = lost(facts, host, deploy.created(), since);
      step.put(Keys.status(facts.id()), CODEC.write(status), facts.statusRevision());
    }
    return step.because(facts.id() + " is taken from " + host + ", which vanished");
  }

  /** The job keeps its assignment, since its volume is there; but nobody is sent to it. */
  static Step block(JobFacts facts, String host, Versioned<String> deploy, String since) {
    Status status = blocked(facts, host, deploy.created(), since);
    return onlyWhileAway(facts, host)
        .when(Compare.modified(Keys.deploy(host, facts.id()), deploy.modified()))
        .deletePorts()
        .put(Keys.status(facts.id()), CODEC.write(status), facts.statusRevision())
        .because(facts.id() + " waits for " + host + ", which vanished with its volume");
  }

  static boolean isBlocked(JobFacts facts) {
    return facts.ports().isEmpty()
        && facts
            .currentStatus()
            .filter(s -> s.state() == JobState.BLOCKED && s.host().isEmpty())
            .isPresent();
  }

  private static StepBuilder onlyWhileAway(JobFacts facts, String host) {
    return StepBuilder.about(facts).when(Compare.absent(Keys.host(host)));
  }

  private static Status blocked(JobFacts facts, String host, long assignment, String since) {
    return Status.ofLeader(
        assignment,
        JobState.BLOCKED,
        facts.runs(),
        "waits for host " + host + ", which vanished with its volume",
        since);
  }

  /** A one-off job is not run again unless it has retries left. */
  private static Status lost(JobFacts facts, String host, long assignment, String since) {
    Job job = facts.proc().orElseThrow().value().job().orElseThrow();
    int runs = facts.runs() + 1;
    return job.oneOff() && runs > job.retries()
        ? Status.ofLeader(assignment, JobState.FAILED, runs, "host lost: " + host, since)
        : Status.ofLeader(assignment, JobState.LOST, runs, "host " + host + " vanished", since);
  }
}
