package viking.core.store.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Snapshot;
import viking.core.store.Store;
import viking.core.store.Txn;
import viking.core.store.Write;

/**
 * Puts one new key after the other with many transactions in flight, and afterwards holds what it
 * was told of each against what the store holds.
 */
public final class Writer implements AutoCloseable {
  private final Store store;
  private final String prefix;
  private final int width;
  private final Semaphore places;
  private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
  private final AtomicInteger applied = new AtomicInteger();
  private final AtomicInteger failing = new AtomicInteger();
  private final Thread thread = new Thread(this::run, "writer");
  private volatile boolean stopping;

  /** Begins to put keys under the prefix. */
  public Writer(Store store, String prefix, int width) {
    this.store = store;
    this.prefix = prefix;
    this.width = width;
    this.places = new Semaphore(width);
    thread.start();
  }

  /** Waits until so many more have been applied. */
  public void awaitApplied(int more) {
    int enough = applied.get() + more;
    Eventually.holds(() -> enough + " applied, not " + told(), () -> applied.get() >= enough);
  }

  /** Waits until one more is not applied, for whatever reason. */
  public void awaitFailing() {
    int before = failing.get();
    Eventually.holds("something fails", () -> failing.get() > before);
  }

  /** Lets what is in flight end and begins no more. */
  public void stop() {
    stopping = true;
    Eventually.holds("all in flight end", () -> places.availablePermits() == width);
  }

  /** How often which outcome was told. */
  public Map<Outcome.Kind, Integer> told() {
    Map<Outcome.Kind, Integer> counts = new EnumMap<>(Outcome.Kind.class);
    outcomes.values().forEach(outcome -> counts.merge(outcome.kind(), 1, Integer::sum));
    return counts;
  }

  /** Fails where the store shows that an outcome was a lie. */
  public void assertTrue(Snapshot snapshot) {
    Map<String, Entry> found = new ConcurrentHashMap<>();
    snapshot.entries().forEach(entry -> found.put(entry.key(), entry));
    outcomes.forEach(
        (key, outcome) -> {
          Entry entry = found.get(key);
          switch (outcome.kind()) {
            case APPLIED ->
                assertEquals(new Entry(key, "v", outcome.revision(), outcome.revision(), 0), entry);
            case REFUSED, FAILED ->
                assertEquals(null, entry, () -> key + " was told to be " + outcome);
            case UNKNOWN -> {}
          }
        });
    assertEquals(0, found.keySet().stream().filter(key -> !outcomes.containsKey(key)).count());
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
  }

  private void run() {
    try {
      for (int i = 0; !stopping; i++) {
        places.acquire();
        if (stopping) {
          places.release();
          return;
        }
        put(prefix + i);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void put(String key) {
    Txn txn = new Txn(List.of(Compare.absent(key)), List.of(Write.put(key, "v")));
    Object unused =
        store
            .commit(txn)
            .thenAccept(
                outcome -> {
                  outcomes.put(key, outcome);
                  (outcome.kind() == Outcome.Kind.APPLIED ? applied : failing).incrementAndGet();
                  places.release();
                });
  }
}
