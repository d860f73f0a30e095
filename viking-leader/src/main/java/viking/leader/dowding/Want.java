package viking.leader.dowding;

import java.util.List;
import java.util.Optional;
import viking.core.model.HostPort;
import viking.core.model.Job;
import viking.core.model.Pin;
import viking.core.model.Resources;
import viking.core.model.TagFilter;

/** What a job cannot do without on a host. Jobs that want the same fit on the same hosts. */
record Want(Resources resources, List<String> tags, List<HostPort> ports, Optional<Pin> pin) {

  static Want of(Request request) {
    return of(request.job(), request.pin());
  }

  static Want of(Job job) {
    return of(job, Optional.empty());
  }

  private static Want of(Job job, Optional<Pin> pin) {
    return new Want(
        job.resources(),
        tags(job, false),
        job.expose().isEmpty() ? List.of() : job.hostPorts(),
        pin);
  }

  /** The tags that a job's host must have, or those that it should have. */
  static List<String> tags(Job job, boolean flexible) {
    if (job.filter().isEmpty()) {
      return List.of();
    }
    return job.filter().stream()
        .filter(filter -> filter.flexible() == flexible)
        .map(TagFilter::tag)
        .distinct()
        .toList();
  }
}
