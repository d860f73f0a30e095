package viking.simulation;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import viking.core.codec.JobCodec;
import viking.core.codec.StatusCodec;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Health;
import viking.core.model.Instance;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Node;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Status;
import viking.core.state.JobFacts;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.testing.EtcdModel;

/** What the store says of a stack's nodes and instances at this moment. */
record StackImage(EtcdModel store) {
  private static final JobCodec JOBS = new JobCodec();
  private static final StatusCodec STATUSES = new StatusCodec();

  Optional<Release> release(String stack) {
    return Acceptance.current(store, stack);
  }

  /** How many instances are wanted. */
  int count(NodeId id, Node node) {
    return store
        .find(Keys.scale(id))
        .map(entry -> Integer.parseInt(entry.value()))
        .orElse(node.scale());
  }

  static Optional<Job> job(Entry proc) {
    try {
      return Optional.of(JOBS.read(proc.value()));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  static boolean ofSchedule(Job job) {
    return job.by().equals(Release.SCHEDULE);
  }

  static boolean ofSchedule(JobFacts facts) {
    return facts.proc().flatMap(p -> p.value().job()).filter(StackImage::ofSchedule).isPresent();
  }

  /** Whether it is the schedule's to move elsewhere. */
  static boolean mayMove(JobFacts facts) {
    return facts
        .proc()
        .flatMap(p -> p.value().job())
        .filter(job -> ofSchedule(job) && !job.pinned() && !job.oneOff())
        .isPresent();
  }

  /** Whether the job may take one of the node's places as it is. */
  static boolean satisfies(Job job, Release release, String node) {
    Job wanted = release.job(node).orElseThrow();
    return release.stack().nodes().get(node).service()
        ? restart(job).equals(restart(wanted))
        : job.equals(wanted);
  }

  private static Optional<String> restart(Job job) {
    return Optional.ofNullable(job.container().labels().get(Release.RESTART_LABEL));
  }

  /** The instances of a node that the schedule has put, and that are like that. */
  Stream<JobId> instances(NodeId node, int slot, Predicate<Job> like) {
    return store.read(List.of(Range.prefix("/proc/" + node + "/"))).entries().stream()
        .filter(entry -> job(entry).filter(StackImage::ofSchedule).filter(like).isPresent())
        .map(StackPeople::id)
        .filter(id -> id.instance().map(Instance::slot).filter(s -> s == slot).isPresent());
  }

  boolean ready(JobId id) {
    return status(id).filter(s -> s.state() == JobState.DONE || served(id, s)).isPresent();
  }

  boolean isFinal(JobId id) {
    return status(id).filter(s -> s.state().isFinal()).isPresent();
  }

  /** What is said of the present value. */
  Optional<Status> status(JobId id) {
    long proc = store.find(Keys.proc(id)).map(Entry::modified).orElse(0L);
    return store
        .find(Keys.status(id))
        .flatMap(
            entry ->
                Optional.of(STATUSES.read(entry.value()))
                    .filter(
                        s ->
                            s.assignment() > proc
                                || (s.assignment() == 0 && entry.modified() > proc)));
  }

  private boolean served(JobId id, Status status) {
    return status.state() == JobState.RUNNING
        && status.health() == Health.HEALTHY
        && store
            .find(Keys.deploy(status.host(), id))
            .filter(deploy -> deploy.created() == status.assignment())
            .filter(deploy -> !deploy.value().equals(JobFacts.STOP))
            .isPresent();
  }
}
