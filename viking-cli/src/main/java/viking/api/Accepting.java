package viking.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import viking.api.http.Answer;
import viking.api.http.Refusal;
import viking.api.http.Request;
import viking.core.key.Keys;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Store;
import viking.core.store.Txn;
import viking.core.store.Write;

/**
 * Has this host take the store for right again. Before that the store's revision is moved past all
 * that this host has seen, since the revision of a key names an assignment: no new one may get a
 * number that a container carries.
 */
final class Accepting {
  /** Past what other hosts may have seen that this one has not. */
  private static final long MARGIN = 1000;

  private static final int AT_ONCE = 256;

  private final LocalHost local;
  private final Store store;
  private final Readings readings;
  private CompletableFuture<Answer> running = CompletableFuture.completedFuture(Answer.done(""));

  Accepting(LocalHost local, Store store, Readings readings) {
    this.local = local;
    this.store = store;
    this.readings = readings;
  }

  /** One at a time; who asks meanwhile waits for the one under way. Only on the event loop. */
  CompletableFuture<Answer> post(Request request) {
    Body.read(request.body(), Set.of());
    if (running.isDone()) {
      Report report = local.report();
      if (report.problem().isEmpty()) {
        throw Refusal.conflict("this host has no complaint about etcd");
      }
      running = move(report.revision() + MARGIN).thenApply(this::accept);
    }
    return running;
  }

  private Answer accept(long revision) {
    local.accept();
    return Answer.done(
        local.self().name() + " takes etcd as it is, at revision " + revision + ", and goes on");
  }

  private CompletableFuture<Long> move(long past) {
    return readings
        .of(List.of(Range.key(Keys.cluster())))
        .thenCompose(
            snapshot -> {
              Optional<Entry> cluster = snapshot.find(Keys.cluster());
              return cluster.isEmpty() || snapshot.revision() > past
                  ? CompletableFuture.completedFuture(snapshot.revision())
                  : step(snapshot, cluster.get(), past).thenCompose(moved -> move(past));
            });
  }

  /** The value stays; that it is the same key is compared by its creation. */
  private CompletableFuture<Void> step(Snapshot snapshot, Entry cluster, long past) {
    Txn txn =
        new Txn(
            List.of(Compare.created(Keys.cluster(), cluster.created())),
            List.of(Write.put(Keys.cluster(), cluster.value())));
    long missing = Math.min(AT_ONCE, past + 1 - snapshot.revision());
    List<CompletableFuture<Void>> puts =
        LongStream.range(0, missing)
            .mapToObj(i -> store.commit(txn).thenAccept(this::checkApplied))
            .toList();
    return CompletableFuture.allOf(puts.toArray(CompletableFuture[]::new));
  }

  private void checkApplied(Outcome outcome) {
    switch (outcome.kind()) {
      case APPLIED -> {
        // One nearer.
      }
      case REFUSED -> throw Refusal.conflict(Keys.cluster() + " has changed meanwhile; ask again");
      default ->
          throw Refusal.unavailable(
              "nothing is accepted yet: " + readings.silence(outcome.problem()));
    }
  }
}
