package viking.leader;

import java.time.Duration;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.model.JobId;
import viking.core.state.ClusterState;
import viking.core.state.Touched;
import viking.leader.deployment.InFlight;
import viking.leader.dispatch.Dispatch;
import viking.leader.dispatch.Ledger;
import viking.leader.election.Fence;
import viking.leader.monitor.Draining;
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
  private final Judging judging;
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
    this.judging = new Judging(state, ledger, dispatch, inFlight);
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
      judging.again(state.deployedOn(host));
    }
    inFlight.settle(state.revision(), fence).forEach(this::look);
    long wake = Math.min(trust(now), judging.judge(network::isLost, now));
    judging.place(now);
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
    judging.begin();
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
      judging.again(state.deployedOn(host));
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

  private void look(JobId job) {
    judging.look(job);
    history.look(job, state);
  }
}
