package viking.leader;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.model.Host;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.Touched;
import viking.leader.deployment.Assigning;
import viking.leader.deployment.InFlight;
import viking.leader.deployment.Judge;
import viking.leader.deployment.Verdict;
import viking.leader.dispatch.Dispatch;
import viking.leader.dispatch.Ledger;
import viking.leader.dowding.Plan;
import viking.leader.election.Fence;
import viking.leader.monitor.Draining;
import viking.leader.monitor.Flapping;
import viking.leader.monitor.Waiting;
import viking.leader.network.Network;
import viking.leader.schedule.Crons;
import viking.leader.schedule.History;
import viking.leader.schedule.Schedule;

/**
 * One time of leading: what the leader has in mind beyond what the store says, and the order in
 * which the stages have their say. It ends with the lead, and a new one begins from the store
 * alone.
 */
final class Term {
  /** A pass stays short, whatever has piled up, so that the lease is renewed in time. */
  private static final int MOST_JUDGED = 4000;

  /** By then the store shows whether the host lives that had the lead before. */
  private static final Duration DOUBT = Duration.ofSeconds(4);

  private final ClusterState state;
  private final Ledger ledger;
  private final Dispatch dispatch;
  private final Network network;
  private final Draining draining = new Draining();
  private final Crons crons;
  private final History history = new History();
  private final InFlight inFlight;
  private final Schedule schedule;
  private final Set<JobId> dirty = new LinkedHashSet<>();
  private final String predecessor;
  private final long trustAt;
  private int generation = -1;

  /**
   * The predecessor is the other host that led before, or empty; no host is lost before the given
   * time.
   */
  Term(Tokens tokens, ClusterState state, String predecessor, long losesFrom, Now now) {
    this.state = state;
    this.network = new Network(losesFrom);
    this.ledger = new Ledger(state);
    this.dispatch = new Dispatch(ledger.fleet());
    this.inFlight = new InFlight(tokens);
    this.schedule = new Schedule(tokens, state, dispatch::hasPlaceWithout);
    this.crons = new Crons(schedule::busy);
    this.predecessor = predecessor;
    this.trustAt = now.after(DOUBT);
    ledger.doubt(predecessor);
    begin(now);
  }

  boolean take(StoreEvent.Committed done, Now now, Fence fence, Consumer<Effect> out) {
    return inFlight.take(done, now, fence, out) || schedule.take(done, now, fence, out);
  }

  boolean inDoubt() {
    return inFlight.inDoubt() || schedule.inDoubt();
  }

  long step(Now now, Fence fence, Consumer<Effect> out) {
    if (generation != state.generation()) {
      begin(now);
    }
    lookAtTouched(now);
    for (String host : network.step(now, state)) {
      out.accept(Tell.warn("host " + host + " is lost: what may move is moved"));
      dirty.addAll(state.deployedOn(host));
    }
    inFlight.settle(state.revision(), fence).forEach(this::look);
    long wake = Math.min(trust(now), judge(now));
    place(now);
    draining.steps(now, state, ledger.fleet(), inFlight::busy).forEach(inFlight::enqueue);
    wake = Math.min(wake, batch(now, out));
    inFlight.send(fence, out);
    wake = Math.min(wake, schedule.step(now, fence, out));
    wake = Math.min(wake, draining.wakeAt());
    return Math.min(wake, Math.min(dispatch.wakeAt(), network.wakeAt(now)));
  }

  /** Takes everything into account that the state holds, as if it had just changed. */
  private void begin(Now now) {
    generation = state.generation();
    state.takeTouched();
    network.begin(now, state);
    draining.begin(now, state);
    schedule.begin(now);
    ledger.syncHosts();
    Set<JobId> jobs = ledger.jobs();
    jobs.forEach(this::sync);
    dirty.addAll(jobs);
    dispatch.roomMayHaveCome();
    crons.begin(state);
    history.begin(state);
  }

  /** What runs to its end: fired by the clock, and forgotten after a while. */
  private long batch(Now now, Consumer<Effect> out) {
    crons.step(now, state, inFlight, out).forEach(inFlight::enqueue);
    history.step(now, state, inFlight).forEach(inFlight::enqueue);
    return Math.min(crons.wakeAt(now, inFlight), history.wakeAt());
  }

  /** Whoever has not vanished by then lives. */
  private long trust(Now now) {
    if (!now.reached(trustAt)) {
      return trustAt;
    }
    if (ledger.trust(predecessor)) {
      dispatch.roomMayHaveCome();
    }
    return Long.MAX_VALUE;
  }

  private void lookAtTouched(Now now) {
    Touched touched = state.takeTouched();
    schedule.changed(touched, now);
    for (String host : touched.hosts()) {
      network.changed(host, now, state);
      draining.changed(host, now, state);
      ledger.trust(host);
      ledger.syncHost(host);
      dispatch.roomMayHaveCome();
      dirty.addAll(state.deployedOn(host));
    }
    for (JobId job : touched.jobs()) {
      look(job);
    }
    if (!touched.jobs().isEmpty()) {
      draining.again(now);
    }
    touched.stacks().forEach(stack -> crons.look(stack, state));
    if (touched.pins()) {
      dispatch.roomMayHaveCome();
    }
  }

  /** A job is to be judged again, and with it those that share its slot. */
  private void look(JobId job) {
    sync(job);
    history.look(job, state);
    dirty.add(job);
    dirty.addAll(state.jobsOf(state.job(job).map(JobFacts::slot).orElseGet(job::slotId)));
  }

  private void sync(JobId job) {
    if (ledger.sync(job, inFlight.assigning(job))) {
      dispatch.roomMayHaveCome();
    }
  }

  private long judge(Now now) {
    Judge judge = new Judge(network::isLost, since(now));
    long wake = Long.MAX_VALUE;
    List<JobId> later = new ArrayList<>();
    int judged = 0;
    for (Iterator<JobId> each = dirty.iterator(); each.hasNext() && judged < MOST_JUDGED; ) {
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

  private void place(Now now) {
    Plan plan = dispatch.plan(now);
    plan.placements()
        .forEach(
            placed -> {
              JobFacts facts = state.job(placed.id()).orElseThrow();
              boolean pinned = facts.proc().orElseThrow().value().job().orElseThrow().pinned();
              if (pinned && inFlight.busySlot(placed.id().slotId())) {
                // Another job of the slot is on its way; this one is judged when that has landed.
                return;
              }
              Host host = state.host(placed.hostname()).orElseThrow();
              inFlight.enqueue(Assigning.step(facts, pinned, host, state, placed.reason()));
              sync(placed.id());
            });
    plan.unplaced()
        .forEach(
            left ->
                Waiting.step(
                        state.job(left.id()).orElseThrow(),
                        left.blocked() ? JobState.BLOCKED : JobState.WAITING,
                        left.reason(),
                        since(now))
                    .ifPresent(
                        step -> {
                          dispatch.forget(left.id());
                          inFlight.enqueue(step);
                        }));
  }

  private static String since(Now now) {
    return now.wall().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
