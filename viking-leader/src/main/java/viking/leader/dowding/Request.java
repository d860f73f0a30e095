package viking.leader.dowding;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Optional;
import java.util.Set;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Pin;

/**
 * A job that wants a place. With a pin only the host of its volume will do; a host to avoid is
 * taken only when no other fits.
 */
public record Request(JobId id, Job job, Optional<Pin> pin, Set<String> avoid) {
  public Request {
    avoid = ImmutableSortedSet.copyOf(avoid);
  }
}
