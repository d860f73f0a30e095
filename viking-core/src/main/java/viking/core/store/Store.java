package viking.core.store;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The part of etcd that viking uses. Every future completes within the store's deadline; those of
 * {@code commit}, {@code grant}, {@code keepAlive}, {@code revoke} and {@code size} never
 * exceptionally. Futures complete on the store's own threads, so what follows them must not block.
 */
public interface Store extends AutoCloseable {
  /** What the ranges hold, all at one revision; {@link StoreUnavailable} if it cannot be had. */
  CompletableFuture<Snapshot> read(List<Range> ranges);

  CompletableFuture<Outcome> commit(Txn txn);

  /**
   * Follows a range from a revision on, that one included, until it is closed or ends by itself.
   */
  Watch watch(Range range, long fromRevision, WatchListener listener);

  CompletableFuture<LeaseAnswer> grant(Duration ttl);

  /** Gives the lease its full time again. */
  CompletableFuture<LeaseAnswer> keepAlive(long lease);

  /** Ends the lease and all keys on it; {@code GONE} when that is so. */
  CompletableFuture<LeaseAnswer> revoke(long lease);

  /** Forgets what was before the revision; true when done. */
  CompletableFuture<Boolean> compact(long revision);

  /** How many bytes of its database are in use, at the member that is asked; empty if unknown. */
  CompletableFuture<OptionalLong> size();

  @Override
  void close();

  /** A watch that is open until closed. Closing it twice is fine. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
