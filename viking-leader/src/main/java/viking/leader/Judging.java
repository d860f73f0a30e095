package viking.leader;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import viking.core.actor.Now;
import viking.core.model.Host;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.leader.deployment.Assigning;
import viking.leader.deployment.InFlight;
import viking.leader.deployment.Judge;
import viking.leader.deployment.Verdict;
import viking.leader.dispatch.Dispatch;
import viking.leader.dispatch.Ledger;
import viking.leader.dowding.Placement;
import viking.leader.dowding.Plan;
import viking.leader.dowding.Unplaced;
import viking.leader.monitor.Flapping;
import viking.leader.monitor.Waiting;

/**
 * The jobs about which something has changed: each is judged, and what has to be done about it is
 * sent; or it is given a place.
 */
final class Judging {
  /** A pass stays short, whatever has piled up, so that the lease is renewed in time. */
  private static final int MOST = 4000;

  private final ClusterState state;
  private final Ledger ledger;
  private final Dispatch dispatch;
  private final InFlight inFlight;
  private final Set<JobId> dirty = new LinkedHashSet<>();

  Judging(ClusterState state, Ledger ledger, Dispatch dispatch, InFlight inFlight) {
    this.state = state;
    this.ledger = ledger;
    this.dispatch = dispatch;
    this.inFlight = inFlight;
  }

  /** All that the state knows of, as if it had just changed. */
  void begin() {
    Set<JobId> jobs = ledger.jobs();
    jobs.forEach(this::sync);
    dirty.addAll(jobs);
    dispatch.roomMayHaveCome();
  }

  /** A job is to be judged again, and with it those that share its slot. */
  void look(JobId job) {
    sync(job);
    dirty.add(job);
    dirty.addAll(state.jobsOf(state.job(job).map(JobFacts::slot).orElseGet(job::slotId)));
  }

  void again(Collection<JobId> jobs) {
    dirty.addAll(jobs);
  }

  private void sync(JobId job) {
    if (ledger.sync(job, inFlight.assigning(job))) {
      dispatch.roomMayHaveCome();
    }
  }

  /** When to judge on: at once if that is not all, or when one has rested. */
  long judge(Predicate<String> lost, Now now) {
    Judge judge = new Judge(lost, since(now));
    long wake = Long.MAX_VALUE;
    List<JobId> later = new ArrayList<>();
    int judged = 0;
    for (Iterator<JobId> each = dirty.iterator(); each.hasNext() && judged < MOST; ) {
      JobId job = each.next();
      each.remove();
      if (inFlight.busy(job)) {
        // It is dirty again when its write has settled.
        continue;
      }
      Optional<Long> rests = inFlight.restsUntil(job, now);
      if (rests.isPresent()) {
        wake = Math.min(wake, rests.get());
        later.add(job);
        continue;
      }
      judged++;
      judgeOne(judge, job, now);
    }
    boolean more = !dirty.isEmpty();
    dirty.addAll(later);
    return more ? now.nanos() : wake;
  }

  private void judgeOne(Judge judge, JobId job, Now now) {
    Optional<JobFacts> facts = state.job(job);
    dispatch.forget(job);
    if (facts.isEmpty()) {
      return;
    }
    Verdict verdict = judge.judge(facts.get());
    if (verdict instanceof Verdict.Act act) {
      inFlight.enqueue(act.step());
    } else if (verdict instanceof Verdict.WantsPlace) {
      wantsPlace(facts.get(), now);
    } else {
      Flapping.step(facts.get(), dispatch).ifPresent(inFlight::enqueue);
    }
  }

  /** A slot with a volume is for one job at a time, whatever their releases. */
  private void wantsPlace(JobFacts facts, Now now) {
    JobId id = facts.id();
    boolean pinned = facts.proc().flatMap(p -> p.value().job()).filter(Job::pinned).isPresent();
    Optional<JobId> occupant =
        pinned ? Dispatch.occupant(id, id.slotId(), state) : Optional.empty();
    Optional<String> unreadable =
        pinned ? Dispatch.unreadablePin(id.slotId(), state) : Optional.empty();
    if (occupant.isPresent()) {
      Waiting.step(
              facts,
              JobState.WAITING,
              "waits until " + occupant.get() + " has left the volume",
              since(now))
          .ifPresent(inFlight::enqueue);
    } else if (unreadable.isPresent()) {
      Waiting.step(facts, JobState.BLOCKED, unreadable.get(), since(now))
          .ifPresent(inFlight::enqueue);
    } else {
      dispatch.wants(facts, state);
    }
  }

  /** Gives places to those that want one, or says why there is none. */
  void place(Now now) {
    Plan plan = dispatch.plan(now);
    plan.placements().forEach(this::assign);
    plan.unplaced().forEach(left -> leave(left, now));
  }

  private void assign(Placement placed) {
    JobFacts facts = state.job(placed.id()).orElseThrow();
    boolean pinned = facts.proc().orElseThrow().value().job().orElseThrow().pinned();
    if (pinned && inFlight.busySlot(placed.id().slotId())) {
      // Another job of the slot is on its way; this one is judged when that has landed.
      return;
    }
    Host host = state.host(placed.hostname()).orElseThrow();
    inFlight.enqueue(Assigning.step(facts, pinned, host, state, placed.reason()));
    sync(placed.id());
  }

  private void leave(Unplaced left, Now now) {
    Waiting.step(
            state.job(left.id()).orElseThrow(),
            left.blocked() ? JobState.BLOCKED : JobState.WAITING,
            left.reason(),
            since(now))
        .ifPresent(
            step -> {
              dispatch.forget(left.id());
              inFlight.enqueue(step);
            });
  }

  private static String since(Now now) {
    return now.wall().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
