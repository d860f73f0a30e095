package viking.leader.monitor;

import java.util.Optional;
import viking.core.codec.StatusCodec;
import viking.core.key.Keys;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.state.JobFacts;
import viking.leader.deployment.Step;
import viking.leader.deployment.StepBuilder;

/** Says of a job without a place why it has none. */
public final class Waiting {
  private static final StatusCodec CODEC = new StatusCodec();

  private Waiting() {}

  /**
   * The step that says so; nothing where it has been said. Holds only while the job has no host.
   */
  public static Optional<Step> step(JobFacts facts, JobState state, String reason, String since) {
    Status status = Status.ofLeader(0, state, facts.runs(), reason, since);
    boolean told = facts.currentStatus().filter(known -> known.saysTheSameAs(status)).isPresent();
    if (told && facts.run().isEmpty()) {
      return Optional.empty();
    }
    assert facts.currentStatus().filter(known -> !known.state().mayBecome(state)).isEmpty()
        : facts.id() + " cannot go from " + facts.currentStatus() + " to " + state;
    return Optional.of(
        StepBuilder.about(facts)
            .put(Keys.status(facts.id()), CODEC.write(status), facts.statusRevision())
            .deleteRun()
            .because(facts.id() + " has no place: " + reason));
  }
}
