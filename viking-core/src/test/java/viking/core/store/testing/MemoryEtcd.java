package viking.core.store.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import viking.core.store.Outcome;

/** An etcd in memory for the stores of one test: the model behind a thread, and its faults. */
public final class MemoryEtcd implements AutoCloseable {
  private static final long TICK_MILLIS = 20;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "memory-etcd");
            made.setDaemon(true);
            return made;
          });
  private final EtcdModel model = new EtcdModel();
  private final List<MemoryWatch> watches = new CopyOnWriteArrayList<>();
  private final LongSupplier nanos;
  private volatile boolean unavailable;
  private volatile boolean answersLost;

  public MemoryEtcd() {
    this(System::nanoTime);
  }

  /** On a clock of the test's; leases end at most a tick after it says so. */
  public MemoryEtcd(LongSupplier nanos) {
    this.nanos = nanos;
    Object unused =
        thread.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  public MemoryStore connect() {
    return new MemoryStore(this);
  }

  /** While so, nothing is answered or applied, and watches end. */
  public void unavailable(boolean now) {
    unavailable = now;
    if (now) {
      endWatches("unavailable");
    }
  }

  /** While so, transactions are applied but nobody is told. */
  public void answersLost(boolean now) {
    answersLost = now;
  }

  /** Does something to the model itself, as a wipe or a restore, which ends all watches. */
  public void change(Consumer<EtcdModel> change) {
    thread.execute(() -> change.accept(model));
    endWatches("restarted");
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  boolean isUnavailable() {
    return unavailable;
  }

  <T> CompletableFuture<T> ask(Function<EtcdModel, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    thread.execute(
        () -> {
          T found = question.apply(model);
          deliver();
          answer.complete(found);
        });
    return answer;
  }

  long now() {
    return nanos.getAsLong();
  }

  Outcome told(Outcome outcome) {
    return answersLost ? Outcome.unknown("the answer was lost") : outcome;
  }

  void add(MemoryWatch watch) {
    thread.execute(
        () -> {
          watches.add(watch);
          deliver();
        });
  }

  void end(MemoryWatch watch, String problem) {
    watches.remove(watch);
    thread.execute(() -> watch.end(problem));
  }

  void remove(MemoryWatch watch) {
    watches.remove(watch);
  }

  private void tick() {
    if (model.expire(now())) {
      deliver();
    }
  }

  private void deliver() {
    watches.removeAll(watches.stream().filter(watch -> !watch.deliver(model)).toList());
  }

  private void endWatches(String problem) {
    thread.execute(
        () -> {
          List<MemoryWatch> ended = new ArrayList<>(watches);
          watches.clear();
          ended.forEach(watch -> watch.end(problem));
        });
  }
}
