package viking.leader.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import viking.core.model.Instance;
import viking.core.model.Job;
import viking.core.state.JobFacts;

/**
 * One place among a node's instances: the jobs that are as wanted and may stay, those that are as
 * wanted but on a host that is being emptied, and those that are to be replaced; the best first.
 */
final class Slot {
  private final int number;
  private final Duration minReady;
  private final Times times;
  private final List<JobFacts> fresh = new ArrayList<>();
  private final List<JobFacts> leaving = new ArrayList<>();
  private final List<JobFacts> old = new ArrayList<>();

  Slot(int number, Duration minReady, Times times) {
    this.number = number;
    this.minReady = minReady;
    this.times = times;
  }

  static Slot of(
      int number,
      List<JobFacts> jobs,
      Wanted wanted,
      StackView view,
      Duration minReady,
      Times times) {
    Slot slot = new Slot(number, minReady, times);
    for (JobFacts job : jobs) {
      if (!wanted.satisfiedBy(job)) {
        slot.old.add(job);
      } else if (mayMove(job) && onDrained(job, view)) {
        slot.leaving.add(job);
      } else {
        slot.fresh.add(job);
      }
    }
    if (jobs.size() > 1) {
      slot.fresh.sort(slot.best());
      slot.leaving.sort(slot.best());
      slot.old.sort(slot.best());
    }
    return slot;
  }

  int number() {
    return number;
  }

  List<JobFacts> fresh() {
    return fresh;
  }

  List<JobFacts> leaving() {
    return leaving;
  }

  List<JobFacts> old() {
    return old;
  }

  /** What is as wanted, wherever it is. */
  Stream<JobFacts> satisfying() {
    return Stream.concat(fresh.stream(), leaving.stream());
  }

  boolean steady(List<JobFacts> jobs) {
    return jobs.stream().anyMatch(job -> times.readyFor(job, minReady));
  }

  static boolean ready(List<JobFacts> jobs) {
    return jobs.stream().anyMatch(Readiness::ready);
  }

  boolean ready() {
    return ready(fresh) || ready(leaving) || ready(old);
  }

  /** Whether it does not hang on something that has just begun. */
  boolean safe() {
    return ready(old) || steady(leaving) || steady(fresh);
  }

  boolean done() {
    return old.isEmpty() && (steady(fresh) || steady(leaving));
  }

  /** Whether what is wanted is there, but on hosts that are gone, and nothing of it is new. */
  boolean away(Predicate<JobFacts> isNew) {
    return old.isEmpty()
        && satisfying().findAny().isPresent()
        && satisfying().allMatch(job -> Readiness.away(job) && !isNew.test(job));
  }

  /** Whether something wanted is ready, and only its time is not over. */
  boolean settling() {
    return !steady(fresh) && !steady(leaving) && (ready(fresh) || ready(leaving));
  }

  private Comparator<JobFacts> best() {
    return Comparator.<JobFacts, Boolean>comparing(job -> !times.readyFor(job, minReady))
        .thenComparing(job -> !Readiness.ready(job))
        .thenComparing(job -> !times.everReady(job))
        .thenComparing(job -> job.deploys().isEmpty())
        .thenComparing(job -> job.id().instance().map(Instance::release).orElse(0))
        .thenComparing(job -> job.id().instance().map(Instance::move).orElse(0));
  }

  private static boolean mayMove(JobFacts job) {
    return job.proc().flatMap(proc -> proc.value().job()).filter(Job::pinned).isEmpty();
  }

  private static boolean onDrained(JobFacts job, StackView view) {
    return !job.deploys().isEmpty() && job.deploys().keySet().stream().anyMatch(view::drains);
  }
}
