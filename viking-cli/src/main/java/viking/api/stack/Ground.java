package viking.api.stack;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import viking.api.http.Refusal;
import viking.core.state.ClusterState;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Store;
import viking.core.store.StoreUnavailable;

/**
 * What the routes of stacks stand on.
 *
 * @param state all that the store holds of jobs, hosts and stacks, as of after the call; to be
 *     looked at on the worker
 * @param silence what is said when etcd says nothing
 * @param worker for what would hold up the event loop
 */
public record Ground(
    Store store,
    Supplier<CompletableFuture<ClusterState>> state,
    UnaryOperator<String> silence,
    Executor worker,
    Clock clock) {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  CompletableFuture<Present> present(String stack) {
    return read(Present.ranges(stack)).thenApplyAsync(found -> Present.of(stack, found), worker);
  }

  CompletableFuture<Snapshot> read(List<Range> ranges) {
    return store
        .read(ranges)
        .orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(this::silent);
  }

  String at() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  Refusal unavailable(String what, String why) {
    return Refusal.unavailable(what + silence.apply(why));
  }

  private Snapshot silent(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof StoreUnavailable || cause instanceof TimeoutException) {
      throw unavailable("", cause.getMessage());
    }
    throw new CompletionException(cause);
  }
}
