package viking.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import viking.api.http.Refusal;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Store;
import viking.core.store.StoreUnavailable;

/**
 * Reads the store for whoever asks. One reading is under way at a time, and all who come meanwhile
 * share the next: it begins after they came, so that nobody is told of a time before his own order.
 */
final class Readings {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final List<Range> RANGES =
      Stream.concat(
              Stream.of(Range.key(Keys.leader())),
              Stream.of(
                      KeySpace.HOST,
                      KeySpace.CORDON,
                      KeySpace.PROC,
                      KeySpace.RUN,
                      KeySpace.DEPLOY,
                      KeySpace.FIXED,
                      KeySpace.STATUS,
                      KeySpace.COUNTER,
                      KeySpace.PORTS,
                      KeySpace.STACK,
                      KeySpace.ROLLOUT,
                      KeySpace.SCALE,
                      KeySpace.CRON,
                      KeySpace.ROUTE)
                  .map(space -> Range.prefix(space.prefix())))
          .toList();

  private final Store store;
  private final String etcd;
  private final Worker worker;
  private boolean busy;
  private boolean wanted;
  private CompletableFuture<Reading> next = new CompletableFuture<>();

  Readings(Store store, List<String> etcd, Worker worker) {
    this.store = store;
    this.etcd = String.join(", ", etcd);
    this.worker = worker;
  }

  /** Makes something of what the store holds now, on the worker. */
  <T> CompletableFuture<T> now(Function<Reading, T> use) {
    return current().thenApplyAsync(use, worker);
  }

  /** Does something about what the store holds now, beginning on the worker. */
  <T> CompletableFuture<T> then(Function<Reading, CompletableFuture<T>> use) {
    return current().thenComposeAsync(use, worker);
  }

  /** Some ranges alone. */
  CompletableFuture<Snapshot> of(List<Range> ranges) {
    return store
        .read(ranges)
        .orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(this::silent);
  }

  private synchronized CompletableFuture<Reading> current() {
    CompletableFuture<Reading> mine = next;
    wanted = true;
    if (!busy) {
      begin();
    }
    return mine;
  }

  /** Only while locked. */
  private void begin() {
    busy = true;
    wanted = false;
    CompletableFuture<Reading> mine = next;
    next = new CompletableFuture<>();
    CompletableFuture<Void> unused =
        of(RANGES)
            .thenApplyAsync(Reading::new, worker)
            .handleAsync((reading, failure) -> end(mine, reading, failure), worker);
  }

  private Void end(CompletableFuture<Reading> mine, Reading reading, Throwable failure) {
    synchronized (this) {
      busy = false;
      if (wanted) {
        begin();
      }
    }
    if (failure == null) {
      mine.complete(reading);
    } else {
      mine.completeExceptionally(failure);
    }
    return null;
  }

  private Snapshot silent(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof StoreUnavailable || cause instanceof TimeoutException) {
      throw Refusal.unavailable(silence(cause.getMessage()));
    }
    throw new CompletionException(cause);
  }

  /** What is said when etcd says nothing. */
  String silence(String why) {
    // What it says of itself is an answer.
    boolean answers = why != null && why.contains("etcdserver: ");
    return (answers ? "etcd cannot do it (" : "etcd does not answer (")
        + etcd
        + ")"
        + (why == null || why.isBlank() ? "" : ": " + why)
        + "; containers keep running, this host holds on";
  }
}
