package viking.core.store.testing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import viking.core.store.LeaseAnswer;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Store;
import viking.core.store.StoreUnavailable;
import viking.core.store.Txn;
import viking.core.store.WatchListener;

/** A client of an etcd in memory; the store for tests that need real threads but no real etcd. */
public final class MemoryStore implements Store {
  private final MemoryEtcd etcd;
  private final Set<MemoryWatch> watches = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  MemoryStore(MemoryEtcd etcd) {
    this.etcd = etcd;
  }

  @Override
  public CompletableFuture<Snapshot> read(List<Range> ranges) {
    return problem()
        .map(why -> CompletableFuture.<Snapshot>failedFuture(new StoreUnavailable(why)))
        .orElseGet(() -> etcd.ask(model -> model.read(ranges)));
  }

  @Override
  public CompletableFuture<Outcome> commit(Txn txn) {
    return problem()
        .map(why -> CompletableFuture.completedFuture(Outcome.failed(why)))
        .orElseGet(() -> etcd.ask(model -> etcd.told(model.commit(txn))));
  }

  @Override
  public Watch watch(Range range, long fromRevision, WatchListener listener) {
    MemoryWatch watch = new MemoryWatch(etcd, range, fromRevision, listener);
    watches.add(watch);
    problem().ifPresentOrElse(why -> etcd.end(watch, why), () -> etcd.add(watch));
    return () -> {
      watches.remove(watch);
      watch.close();
    };
  }

  @Override
  public CompletableFuture<LeaseAnswer> grant(Duration ttl) {
    return askLease(0, model -> model.grant(etcd.now(), ttl));
  }

  @Override
  public CompletableFuture<LeaseAnswer> keepAlive(long lease) {
    return askLease(lease, model -> model.keepAlive(etcd.now(), lease));
  }

  @Override
  public CompletableFuture<LeaseAnswer> revoke(long lease) {
    return askLease(lease, model -> model.revoke(lease));
  }

  @Override
  public CompletableFuture<Boolean> compact(long revision) {
    return problem()
        .map(why -> CompletableFuture.completedFuture(false))
        .orElseGet(() -> etcd.ask(model -> model.compact(revision)));
  }

  @Override
  public CompletableFuture<OptionalLong> size() {
    return problem()
        .map(why -> CompletableFuture.completedFuture(OptionalLong.empty()))
        .orElseGet(() -> etcd.ask(model -> OptionalLong.of(model.size())));
  }

  /** Ends this client alone; the etcd goes on. */
  @Override
  public void close() {
    closed = true;
    watches.forEach(watch -> etcd.end(watch, "the store was closed"));
  }

  private CompletableFuture<LeaseAnswer> askLease(
      long lease, Function<EtcdModel, LeaseAnswer> question) {
    return problem()
        .map(why -> CompletableFuture.completedFuture(LeaseAnswer.failed(lease, why)))
        .orElseGet(() -> etcd.ask(question));
  }

  private Optional<String> problem() {
    if (closed) {
      return Optional.of("the store was closed");
    }
    return etcd.isUnavailable() ? Optional.of("unavailable") : Optional.empty();
  }
}
