package viking.core.store.testing;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import viking.core.store.Change;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Store;
import viking.core.store.WatchListener;

/**
 * Follows a range as every client of a store has to: list, watch, and list again when that ends.
 */
public final class Mirror implements AutoCloseable {
  private final Store store;
  private final Range range;
  private final NavigableMap<String, Entry> entries = new TreeMap<>();
  private int endings;
  private boolean closed;

  public Mirror(Store store, Range range) {
    this.store = store;
    this.range = range;
    list();
  }

  /** What it believes to be there. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** How often its watch ended. */
  public synchronized int endings() {
    return endings;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void list() {
    Object unused =
        store
            .read(List.of(range))
            .whenComplete(
                (found, failure) -> {
                  if (failure == null) {
                    begin(found);
                  } else {
                    again();
                  }
                });
  }

  private synchronized void begin(Snapshot found) {
    entries.clear();
    found.entries().forEach(entry -> entries.put(entry.key(), entry));
    store.watch(range, found.revision() + 1, new Following());
  }

  private synchronized void apply(List<Change> changes) {
    for (Change change : changes) {
      if (change.kind() == Change.Kind.PUT) {
        entries.put(change.entry().key(), change.entry());
      } else {
        entries.remove(change.entry().key());
      }
    }
  }

  private synchronized void again() {
    if (!closed) {
      list();
    }
  }

  /** Hears its watch. */
  private final class Following implements WatchListener {
    @Override
    public void changed(long revision, List<Change> changes) {
      apply(changes);
    }

    @Override
    public void ended(boolean compacted, String problem) {
      synchronized (Mirror.this) {
        endings++;
      }
      again();
    }
  }
}
