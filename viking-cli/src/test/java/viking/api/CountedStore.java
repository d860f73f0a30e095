package viking.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import viking.core.store.LeaseAnswer;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Store;
import viking.core.store.Txn;
import viking.core.store.WatchListener;

/** A store that counts its readings, can hold them up, and lets others come in between. */
final class CountedStore implements Store {
  private final Store store;
  private final AtomicInteger readings = new AtomicInteger();
  private final Queue<Runnable> others = new ConcurrentLinkedQueue<>();
  private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

  CountedStore(Store store) {
    this.store = store;
  }

  /** Done before a transaction lands: of what is given one before each. */
  void meanwhile(Runnable other) {
    others.add(other);
  }

  int readings() {
    return readings.get();
  }

  void hold() {
    gate = new CompletableFuture<>();
  }

  void release() {
    gate.complete(null);
  }

  @Override
  public CompletableFuture<Snapshot> read(List<Range> ranges) {
    readings.incrementAndGet();
    return gate.thenCompose(open -> store.read(ranges));
  }

  @Override
  public CompletableFuture<Outcome> commit(Txn txn) {
    return Optional.ofNullable(others.poll())
        .map(other -> CompletableFuture.runAsync(other).thenCompose(done -> store.commit(txn)))
        .orElseGet(() -> store.commit(txn));
  }

  @Override
  public Watch watch(Range range, long fromRevision, WatchListener listener) {
    return store.watch(range, fromRevision, listener);
  }

  @Override
  public CompletableFuture<LeaseAnswer> grant(Duration ttl) {
    return store.grant(ttl);
  }

  @Override
  public CompletableFuture<LeaseAnswer> keepAlive(long lease) {
    return store.keepAlive(lease);
  }

  @Override
  public CompletableFuture<LeaseAnswer> revoke(long lease) {
    return store.revoke(lease);
  }

  @Override
  public CompletableFuture<Boolean> compact(long revision) {
    return store.compact(revision);
  }

  @Override
  public CompletableFuture<OptionalLong> size() {
    return store.size();
  }

  @Override
  public void close() {
    store.close();
  }
}
