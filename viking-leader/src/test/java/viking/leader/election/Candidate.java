package viking.leader.election;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import viking.core.actor.Effect;
import viking.core.actor.Event;
import viking.core.actor.ProbeEffect;
import viking.core.actor.ProbeEvent;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.actor.testing.ManualClock;
import viking.core.store.LeaseAnswer;
import viking.core.store.Outcome;
import viking.leader.testing.Scene;

/** A master with nothing but its part in the election, asked and answered by hand. */
final class Candidate {
  static final Duration TTL = Duration.ofSeconds(3);

  private final Scene scene;
  private final ManualClock clock;
  private final Election election;
  private long wakeAt;

  Candidate(String hostname, Scene scene, ManualClock clock) {
    this.scene = scene;
    this.clock = clock;
    this.election = new Election(new Tokens(0), hostname, TTL);
  }

  Election election() {
    return election;
  }

  Optional<Fence> fence() {
    return election.fence(clock.now(), scene.state());
  }

  List<Effect> step() {
    return step(true);
  }

  List<Effect> step(boolean fresh) {
    List<Effect> out = new ArrayList<>();
    wakeAt = election.step(clock.now(), scene.state(), fresh, out::add);
    return out;
  }

  long wakeAt() {
    return wakeAt;
  }

  List<Effect> renewFence() {
    List<Effect> out = new ArrayList<>();
    wakeAt = election.renewFence(clock.now(), scene.state(), out::add);
    return out;
  }

  /** Lets etcd do it, and tells at once. */
  boolean perform(Effect effect) {
    return take(answer(effect));
  }

  boolean take(Event event) {
    return election.take(event, clock.now());
  }

  Event answer(Effect effect) {
    if (effect instanceof StoreEffect.Commit commit) {
      return new StoreEvent.Committed(commit.token(), scene.commit(commit.txn()));
    }
    if (effect instanceof StoreEffect.Grant grant) {
      return told(grant, scene.etcd().grant(clock.now().nanos(), grant.ttl()));
    }
    if (effect instanceof StoreEffect.KeepAlive keep) {
      return told(keep, scene.etcd().keepAlive(clock.now().nanos(), keep.lease()));
    }
    if (effect instanceof StoreEffect.Revoke revoke) {
      return told(revoke, scene.etcd().revoke(revoke.lease()));
    }
    throw new IllegalArgumentException("nobody answers " + effect);
  }

  /** The process at the other end, or that nobody listens there. */
  boolean probed(List<Effect> effects, boolean refused) {
    return effects.stream()
        .filter(ProbeEffect.class::isInstance)
        .map(ProbeEffect.class::cast)
        .allMatch(probe -> take(new ProbeEvent(probe.token(), refused)));
  }

  static StoreEvent.Committed committed(Effect effect, Outcome outcome) {
    return new StoreEvent.Committed(((StoreEffect) effect).token(), outcome);
  }

  /** Wins as soon as it can. */
  void lead() {
    perform(step().get(0));
    perform(step().get(0));
  }

  private static StoreEvent.LeaseTold told(StoreEffect asked, LeaseAnswer answer) {
    return new StoreEvent.LeaseTold(asked.token(), answer);
  }
}
