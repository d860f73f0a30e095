package viking.leader.dowding;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Optional;
import java.util.Set;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Pin;

/**
 * A job that wants a place. With a pin only the host of its volume will do; a host to avoid is
 * taken only when no other fits. What it is to replace, on the hosts of that name, goes when it has
 * come, and is no reason to keep away from there.
 */
public record Request(
    JobId id, Job job, Optional<Pin> pin, Set<String> avoid, Set<String> replaces) {
  public Request {
    avoid = ImmutableSortedSet.copyOf(avoid);
    replaces = ImmutableSortedSet.copyOf(replaces);
  }

  /** One that replaces nothing. */
  public Request(JobId id, Job job, Optional<Pin> pin, Set<String> avoid) {
    this(id, job, pin, avoid, ImmutableSortedSet.of());
  }
}
