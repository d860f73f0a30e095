package viking.leader.schedule;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import viking.core.actor.Now;
import viking.core.model.JobId;
import viking.core.model.Status;
import viking.core.state.JobFacts;

/** Since when a stack's jobs have been as they are, on this leader's clock. */
final class Memory {
  private static final long NEVER = Long.MIN_VALUE;

  private final Map<JobId, Mark> marks = new TreeMap<>();
  private final Stopwatch stopwatch = new Stopwatch();

  /**
   * One value of a job, and one run of its container: with another, everything begins anew, but
   * that the value has been ready stays known, and how often it had ended when it was first seen.
   */
  private record Mark(
      long proc,
      long assignment,
      String run,
      int runsBefore,
      long readySince,
      long waitsSince,
      boolean everReady) {

    static Mark of(JobFacts job, Optional<Mark> before, long now) {
      long assignment = job.currentStatus().map(Status::assignment).orElse(0L);
      String run = job.currentStatus().map(Status::run).orElse("");
      boolean ready = Readiness.ready(job);
      Optional<Mark> same = before.filter(mark -> mark.proc == job.procRevision());
      long readySince =
          same.filter(mark -> mark.assignment == assignment && mark.run.equals(run))
              .map(Mark::readySince)
              .filter(since -> since != NEVER)
              .orElse(now);
      long waitsSince = same.map(Mark::waitsSince).filter(since -> since != NEVER).orElse(now);
      return new Mark(
          job.procRevision(),
          assignment,
          run,
          same.map(Mark::runsBefore).orElseGet(job::runs),
          ready ? readySince : NEVER,
          Readiness.waits(job) ? waitsSince : NEVER,
          ready || same.filter(Mark::everReady).isPresent());
    }
  }

  /** Looks at a job that may have changed. */
  void look(JobFacts job, Now now) {
    if (StackView.made(job)) {
      marks.put(job.id(), Mark.of(job, Optional.ofNullable(marks.get(job.id())), now.nanos()));
    } else {
      marks.remove(job.id());
    }
  }

  void forget(JobId job) {
    marks.remove(job);
  }

  Set<JobId> jobs() {
    return marks.keySet();
  }

  Stopwatch stopwatch() {
    return stopwatch;
  }

  /** What is known at this moment; whoever asks for more than has passed is woken when it has. */
  Times at(Now now, StackPlan plan) {
    return new Moment(now, plan);
  }

  private final class Moment implements Times {
    private final Now now;
    private final StackPlan plan;

    Moment(Now now, StackPlan plan) {
      this.now = now;
      this.plan = plan;
    }

    @Override
    public boolean readyFor(JobFacts job, Duration time) {
      return passed(mark(job).map(Mark::readySince).orElse(NEVER), time);
    }

    @Override
    public boolean everReady(JobFacts job) {
      return mark(job).filter(Mark::everReady).isPresent();
    }

    @Override
    public int endsUnready(JobFacts job) {
      return mark(job)
          .filter(mark -> !mark.everReady())
          .map(mark -> job.runs() - mark.runsBefore())
          .orElse(0);
    }

    @Override
    public boolean waitsFor(JobFacts job, Duration time) {
      return passed(mark(job).map(Mark::waitsSince).orElse(NEVER), time);
    }

    private Optional<Mark> mark(JobFacts job) {
      return Optional.ofNullable(marks.get(job.id()))
          .filter(mark -> mark.proc() == job.procRevision());
    }

    private boolean passed(long since, Duration time) {
      if (since == NEVER) {
        return false;
      }
      long end = since + time.toNanos();
      if (!now.reached(end)) {
        plan.wakeAt(end);
        return false;
      }
      return true;
    }
  }
}
