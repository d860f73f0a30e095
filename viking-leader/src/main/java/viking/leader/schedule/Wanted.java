package viking.leader.schedule;

import java.util.Optional;
import viking.core.codec.JobCodec;
import viking.core.model.Job;
import viking.core.model.Release;
import viking.core.state.JobFacts;

/** What the instances of a node are to run, and which jobs are that. */
final class Wanted {
  private static final JobCodec CODEC = new JobCodec();

  private final Job job;
  private final boolean service;
  private Optional<Job> same = Optional.empty();
  private String text = "";

  private Wanted(Job job, boolean service) {
    this.job = job;
    this.service = service;
  }

  static Wanted of(Release release, String node) {
    return new Wanted(release.job(node).orElseThrow(), release.stack().nodes().get(node).service());
  }

  Job job() {
    return job;
  }

  /** The value of {@code /proc}, one text for all. */
  String text() {
    if (text.isEmpty()) {
      text = CODEC.write(job);
    }
    return text;
  }

  /** What ends is not to be begun again. */
  String textOnce() {
    return CODEC.write(OneOff.of(job));
  }

  /** A service's jobs are all right as they are, but for a restart that was ordered. */
  @SuppressWarnings("ReferenceEquality")
  boolean satisfiedBy(JobFacts facts) {
    Job other = facts.proc().flatMap(proc -> proc.value().job()).orElseThrow();
    // Jobs of one text are one object: most comparisons end here.
    if (same.filter(known -> known == other).isPresent()) {
      return true;
    }
    boolean satisfied = service ? restart(job).equals(restart(other)) : job.equals(other);
    if (satisfied) {
      same = Optional.of(other);
    }
    return satisfied;
  }

  private static Optional<String> restart(Job job) {
    return Optional.ofNullable(job.container().labels().get(Release.RESTART_LABEL));
  }
}
