package viking.leader;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.codec.ClusterCodec;
import viking.core.follow.Follower;
import viking.core.key.Keys;
import viking.core.model.Cluster;
import viking.core.store.Compare;
import viking.core.store.Txn;
import viking.core.store.Write;

/** Writes {@code /cluster}, once, where neither the store nor this host knows of any cluster. */
final class Founding {
  private static final ClusterCodec CODEC = new ClusterCodec();
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Tokens tokens;
  private final String id;
  private long token;
  private long next = Long.MIN_VALUE;

  Founding(Tokens tokens, String id) {
    this.tokens = tokens;
    this.id = id;
  }

  boolean take(StoreEvent.Committed done, Now now, Follower follower) {
    if (done.token() != token) {
      return false;
    }
    token = 0;
    next = now.after(RETRY);
    follower.soon(now);
    return true;
  }

  long step(boolean vacant, Follower follower, Now now, Consumer<Effect> out) {
    if (!vacant || token != 0 || follower.current()) {
      return Long.MAX_VALUE;
    }
    if (next != Long.MIN_VALUE && !now.reached(next)) {
      return next;
    }
    token = tokens.next();
    Cluster cluster =
        new Cluster(id, Cluster.FORMAT, now.wall().truncatedTo(ChronoUnit.SECONDS).toString());
    out.accept(
        new StoreEffect.Commit(
            token,
            new Txn(
                List.of(Compare.absent(Keys.cluster())),
                List.of(Write.put(Keys.cluster(), CODEC.write(cluster)))),
            "found the cluster"));
    return Long.MAX_VALUE;
  }
}
