package viking.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import viking.core.actor.Actor;
import viking.core.actor.Effect;
import viking.core.actor.Event;
import viking.core.actor.Now;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.actor.Turn;
import viking.core.follow.Followed;
import viking.core.follow.Follower;
import viking.core.follow.StoreGuard;
import viking.core.key.Keys;
import viking.core.state.ClusterState;
import viking.core.store.Change;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.leader.election.Election;
import viking.leader.election.Fence;
import viking.leader.network.Network;

/**
 * One master. It follows the whole store and keeps its image warm; while it is the elected one, a
 * {@link Term} decides.
 */
public final class Leader implements Actor {
  private static final Duration AUDIT_EVERY = Duration.ofSeconds(3);

  private final LeaderSettings settings;
  private final Tokens tokens;
  private final StoreGuard guard;
  private final ClusterState state = new ClusterState();
  private final Follower follower;
  private final Election election;
  private final Founding founding;
  private final Compaction compaction;
  private Optional<Term> term = Optional.empty();
  private Fence used = new Fence(0, 0);
  private String predecessor = "";
  private long losesFrom = Long.MIN_VALUE;
  private boolean leaving;

  public Leader(LeaderSettings settings, long lastToken) {
    this.settings = settings;
    this.tokens = new Tokens(lastToken);
    this.guard = new StoreGuard(settings.cluster(), settings.revision());
    Range everything = Range.prefix(Keys.everything());
    this.follower =
        new Follower(
            tokens,
            guard,
            everything,
            List.of(everything),
            List.of(Range.key(Keys.cluster())),
            AUDIT_EVERY,
            new Image());
    this.election = new Election(tokens, settings.hostname(), settings.leaderTtl());
    this.founding = new Founding(tokens, settings.newClusterId());
    this.compaction = new Compaction(tokens, settings.etcdQuota());
  }

  @Override
  public Turn pass(Now now, List<Event> arrived) {
    List<Effect> out = new ArrayList<>();
    if (losesFrom == Long.MIN_VALUE) {
      losesFrom = settings.cluster().isEmpty() ? now.nanos() : now.after(Network.YOUTH);
    }
    for (Event event : arrived) {
      take(event, now, out::add);
    }
    if (leaving) {
      return new Turn(out, Turn.NEVER);
    }
    long wake = follower.next(now, out::add);
    state.leader().ifPresent(this::note);
    wake = Math.min(wake, founding.step(guard.vacant(), follower, now, out::add));
    wake = Math.min(wake, election.step(now, state, follower.current(), out::add));
    wake = Math.min(wake, lead(now, out::add));
    wake = Math.min(wake, compaction.step(now, state.revision(), term.isPresent(), out::add));
    return new Turn(out, wake);
  }

  /** Whether this master leads, as far as it can know. */
  public boolean leads() {
    return term.isPresent();
  }

  /** Whether the lead, if there was one, has been given up after an order to leave. */
  public boolean left() {
    return leaving && election.resigned();
  }

  /** How far this master has seen the store come. */
  public long revision() {
    return guard.revision();
  }

  /** Why the store cannot be followed; empty when it can. */
  public String problem() {
    return follower.problem();
  }

  private void take(Event event, Now now, Consumer<Effect> out) {
    if (event instanceof Order order) {
      obey(order, now, out);
    } else if (event instanceof StoreEvent told && follower.take(told, now, out)) {
      return;
    } else if (event instanceof StoreEvent.Committed done) {
      boolean ofTerm = term.isPresent() && term.get().take(done, now, used, out);
      if (!ofTerm && !founding.take(done, now, follower)) {
        election.take(event, now);
      }
    } else if (event instanceof StoreEvent.Sized sized) {
      compaction.take(sized);
    } else {
      election.take(event, now);
    }
  }

  private void obey(Order order, Now now, Consumer<Effect> out) {
    switch (order) {
      case LEAVE -> {
        leaving = true;
        term = Optional.empty();
        election.resign(out);
      }
      case ACCEPT -> {
        guard.accept();
        losesFrom = now.after(Network.HOLD);
        election.forget();
        term = Optional.empty();
        follower.again(now);
      }
    }
  }

  /** Remembers who led before this one did. */
  private void note(Entry leader) {
    if (!leader.value().equals(settings.hostname())) {
      predecessor = leader.value();
    } else if (term.isPresent()) {
      predecessor = "";
    }
  }

  private Optional<Fence> fence(Now now) {
    return follower.current() ? election.fence(now, state) : Optional.empty();
  }

  private long lead(Now now, Consumer<Effect> out) {
    Optional<Fence> fence = fence(now);
    if (fence.isEmpty()) {
      if (term.isPresent()) {
        out.accept(Tell.info(settings.hostname() + " no longer leads"));
        term = Optional.empty();
      }
      state.takeTouched();
      return Long.MAX_VALUE;
    }
    if (term.isEmpty()) {
      if (!fence.get().outdates(used)) {
        // What this master sent when it last led may still be on its way under the same fence.
        return election.renewFence(now, state, out);
      }
      out.accept(Tell.info(settings.hostname() + " leads, revision=" + state.revision()));
      term = Optional.of(new Term(tokens, state, predecessor, losesFrom, now));
    }
    used = fence.get();
    long wake = term.get().step(now, fence.get(), out);
    return term.get().inDoubt() ? Math.min(wake, election.renewFence(now, state, out)) : wake;
  }

  /** Feeds the image of the key spaces. */
  private final class Image implements Followed {
    @Override
    public void reset(Snapshot snapshot) {
      state.reset(snapshot);
    }

    @Override
    public void changed(long revision, List<Change> changes) {
      state.apply(revision, changes);
    }
  }
}
