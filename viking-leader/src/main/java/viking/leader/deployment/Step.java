package viking.leader.deployment;

import java.util.List;
import java.util.Optional;
import viking.core.model.JobId;
import viking.core.store.Compare;
import viking.core.store.Write;

/**
 * One job's step: what must still be so, what is written, and why. An assignment names the host it
 * takes room on.
 */
public record Step(
    JobId job, Optional<String> assigns, List<Compare> compares, List<Write> writes, String reason)
    implements Move<JobId> {
  public Step {
    compares = List.copyOf(compares);
    writes = List.copyOf(writes);
  }

  @Override
  public JobId subject() {
    return job;
  }
}
