package viking.leader.election;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Event;
import viking.core.actor.Now;
import viking.core.actor.ProbeEffect;
import viking.core.actor.ProbeEvent;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.key.Keys;
import viking.core.lease.HeldLease;
import viking.core.state.ClusterState;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.Write;

/**
 * One master's part in the election. Leading is not a state of its own: this master leads while
 * {@code /leader} is seen on its own lease and that lease cannot have run out.
 */
public final class Election {
  private static final Duration PROBE_EVERY = Duration.ofMillis(400);
  private static final Duration RETRY = Duration.ofMillis(200);
  private static final int REFUSALS = 2;

  private final Tokens tokens;
  private final String hostname;
  private final HeldLease lease;
  private long campaign;
  private long campaignedUpTo;
  private long bump;
  private Fence bumped = new Fence(0, 0);
  private long bumpedTerm;
  private long nextBump = Long.MIN_VALUE;
  private long probe;
  private long nextProbe = Long.MIN_VALUE;
  private long watched;
  private int refusals;
  private long stranger;

  public Election(Tokens tokens, String hostname, Duration ttl) {
    this.tokens = tokens;
    this.hostname = hostname;
    this.lease = new HeldLease(tokens, ttl);
  }

  /** What this leader's writes compare; nothing while it does not lead. */
  public Optional<Fence> fence(Now now, ClusterState state) {
    return state
        .leader()
        .filter(entry -> entry.lease() == lease.id() && lease.valid(now))
        .map(this::newest);
  }

  public boolean take(Event event, Now now) {
    if (event instanceof StoreEvent.LeaseTold told) {
      return lease.take(told, now);
    }
    if (event instanceof ProbeEvent told && told.token() == probe) {
      probe = 0;
      refusals = told.refused() ? refusals + 1 : 0;
      return true;
    }
    if (event instanceof StoreEvent.Committed done && done.token() == campaign) {
      campaign = 0;
      campaignedUpTo = done.outcome().revision();
      return true;
    }
    if (event instanceof StoreEvent.Committed done && done.token() == bump) {
      bump = 0;
      if (done.outcome().kind() == Outcome.Kind.APPLIED) {
        bumped = new Fence(bumpedTerm, done.outcome().revision());
      } else {
        nextBump = now.after(RETRY);
      }
      return true;
    }
    return false;
  }

  /**
   * Keeps the lease, and campaigns where nobody leads; {@code fresh} if the state may be believed.
   */
  public long step(Now now, ClusterState state, boolean fresh, Consumer<Effect> out) {
    long wake = lease.step(now, out);
    if (!fresh || !lease.valid(now)) {
      return wake;
    }
    Optional<Entry> leader = state.leader();
    if (leader.isEmpty()) {
      if (campaign == 0 && state.revision() >= campaignedUpTo) {
        campaign = tokens.next();
        out.accept(
            new StoreEffect.Commit(
                campaign,
                new Txn(
                    List.of(Compare.absent(Keys.leader())),
                    List.of(Write.put(Keys.leader(), hostname, lease.id()))),
                "nobody leads"));
      }
      return wake;
    }
    if (leader.get().lease() != lease.id()) {
      return Math.min(wake, watchOver(leader.get(), now, state, out));
    }
    return wake;
  }

  /**
   * Puts {@code /leader} once more, which makes every transaction sent with an older fence fail
   * from then on: afterwards a read tells for certain what became of them.
   */
  public long renewFence(Now now, ClusterState state, Consumer<Effect> out) {
    if (bump != 0) {
      return Long.MAX_VALUE;
    }
    if (nextBump != Long.MIN_VALUE && !now.reached(nextBump)) {
      return nextBump;
    }
    state
        .leader()
        .ifPresent(
            entry -> {
              bump = tokens.next();
              bumpedTerm = entry.created();
              out.accept(
                  new StoreEffect.Commit(
                      bump,
                      new Txn(
                          List.of(newest(entry).compare()),
                          List.of(Write.put(Keys.leader(), hostname, lease.id()))),
                      "a write's outcome is unknown: nothing sent before may land any more"));
            });
    return Long.MAX_VALUE;
  }

  /** The store is another one: what was learnt of the old one counts no more. */
  public void forget() {
    campaignedUpTo = 0;
    bumped = new Fence(0, 0);
  }

  private Fence newest(Entry entry) {
    Fence seen = new Fence(entry.created(), entry.modified());
    return bumped.created() == seen.created() && bumped.outdates(seen) ? bumped : seen;
  }

  public void resign(Consumer<Effect> out) {
    lease.giveUp(out);
  }

  /** Whether resigning is complete: nothing more is to be waited for. */
  public boolean resigned() {
    return lease.over();
  }

  private long watchOver(Entry leader, Now now, ClusterState state, Consumer<Effect> out) {
    if (leader.lease() == 0) {
      if (stranger != leader.modified()) {
        stranger = leader.modified();
        out.accept(
            Tell.error(
                Keys.leader()
                    + " was put by hand and never ends: nobody can lead until it is deleted"));
      }
      return Long.MAX_VALUE;
    }
    if (watched != leader.lease()) {
      watched = leader.lease();
      probe = 0;
      refusals = 0;
    }
    if (refusals >= REFUSALS) {
      refusals = 0;
      out.accept(
          new StoreEffect.Revoke(
              tokens.next(),
              leader.lease(),
              "leader " + leader.value() + " is gone: its machine refuses connections"));
    }
    boolean due = nextProbe == Long.MIN_VALUE || now.reached(nextProbe);
    if (due) {
      nextProbe = now.after(PROBE_EVERY);
      state
          .host(leader.value())
          .ifPresent(
              host -> {
                probe = tokens.next();
                out.accept(new ProbeEffect(probe, host.address(), "is the leader there?"));
              });
    }
    return nextProbe;
  }
}
