package viking.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.actor.testing.ManualClock;
import viking.core.codec.ClusterCodec;
import viking.core.follow.Followed;
import viking.core.follow.Follower;
import viking.core.follow.StoreGuard;
import viking.core.key.Keys;
import viking.core.model.Cluster;
import viking.core.store.Change;
import viking.core.store.Compare;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.testing.EtcdModel;
import viking.leader.testing.Hand;

class FoundingTest {
  private static final Range EVERYTHING = Range.prefix(Keys.everything());

  private final EtcdModel etcd = new EtcdModel();
  private final ManualClock clock = new ManualClock();
  private final Tokens tokens = new Tokens(0);
  private final StoreGuard guard = new StoreGuard("", 0);
  private final Follower follower =
      new Follower(
          tokens,
          guard,
          EVERYTHING,
          List.of(EVERYTHING),
          List.of(Range.key(Keys.cluster())),
          Duration.ofSeconds(3),
          new Nobody());
  private final Founding founding = new Founding(tokens, "c1");

  @Test
  void writesTheClusterWhereThereIsNone() {
    look();
    StoreEffect.Commit commit = only(step());
    assertEquals(List.of(Compare.absent(Keys.cluster())), commit.txn().compares());
    assertEquals(
        new Cluster("c1", Cluster.FORMAT, "2026-01-01T00:00:00Z"),
        new ClusterCodec().read(commit.txn().writes().get(0).value()));
    assertEquals(List.of(), step(), "it waits for the outcome");
  }

  @Test
  void looksAgainAfterwardsAndIsContent() {
    look();
    assertTrue(land(only(step())));
    look();
    assertTrue(follower.current());
    clock.pass(Duration.ofMinutes(1));
    assertEquals(List.of(), step());
  }

  @Test
  void joinsTheClusterOfWhoeverWasFaster() {
    look();
    StoreEffect.Commit commit = only(step());
    new Hand(etcd).put(Keys.cluster(), new ClusterCodec().write(new Cluster("c2", 1, "")));
    assertTrue(land(commit));
    look();
    assertEquals("c2", guard.cluster());
    assertEquals(List.of(), step());
  }

  @Test
  void triesAgainInASecondWhatMayNotHaveArrived() {
    look();
    StoreEffect.Commit commit = only(step());
    assertTrue(take(commit, Outcome.unknown("no answer in time")));
    look();
    assertEquals(List.of(), step());
    clock.pass(Duration.ofSeconds(1));
    assertEquals(1, step().size());
  }

  @Test
  void foundsNothingWhereAClusterIs() {
    new Hand(etcd).put(Keys.cluster(), new ClusterCodec().write(new Cluster("c2", 1, "")));
    look();
    assertEquals(List.of(), step());
  }

  @Test
  void foundsNothingBeforeItHasLooked() {
    assertEquals(List.of(), step());
  }

  @Test
  void leavesOutcomesOfOthersAlone() {
    assertFalse(
        founding.take(new StoreEvent.Committed(99, Outcome.applied(5)), clock.now(), follower));
  }

  private List<Effect> step() {
    List<Effect> out = new ArrayList<>();
    founding.step(guard.vacant(), follower, clock.now(), out::add);
    return out;
  }

  /** The follower lists as soon as it may. */
  private void look() {
    List<Effect> out = new ArrayList<>();
    long wakeAt = follower.next(clock.now(), out::add);
    if (out.isEmpty()) {
      clock.passUntil(wakeAt);
      follower.next(clock.now(), out::add);
    }
    StoreEffect.Read read = (StoreEffect.Read) out.get(0);
    follower.take(
        new StoreEvent.Loaded(read.token(), Optional.of(etcd.read(read.ranges())), ""),
        clock.now(),
        out::add);
  }

  private boolean land(StoreEffect.Commit commit) {
    return take(commit, etcd.commit(commit.txn()));
  }

  private boolean take(StoreEffect.Commit commit, Outcome outcome) {
    return founding.take(new StoreEvent.Committed(commit.token(), outcome), clock.now(), follower);
  }

  private static StoreEffect.Commit only(List<Effect> effects) {
    assertEquals(1, effects.size());
    return (StoreEffect.Commit) effects.get(0);
  }

  /** Who is followed is of no concern here. */
  private static final class Nobody implements Followed {
    @Override
    public void reset(Snapshot snapshot) {}

    @Override
    public void changed(long revision, List<Change> changes) {}
  }
}
