package viking.core.store.testing;

import java.util.ArrayList;
import java.util.List;
import viking.core.store.Change;
import viking.core.store.WatchListener;

/** Writes down what a watch says. */
public final class WatchLog implements WatchListener {
  private final List<Change> changes = new ArrayList<>();
  private final List<Long> revisions = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();

  /** How a watch ended by itself. */
  public record Ending(boolean compacted, String problem) {}

  @Override
  public synchronized void changed(long revision, List<Change> told) {
    revisions.add(revision);
    changes.addAll(told);
  }

  @Override
  public synchronized void ended(boolean compacted, String problem) {
    endings.add(new Ending(compacted, problem));
  }

  public synchronized List<Change> changes() {
    return List.copyOf(changes);
  }

  /** The revision that came with each call. */
  public synchronized List<Long> revisions() {
    return List.copyOf(revisions);
  }

  public synchronized List<Ending> endings() {
    return List.copyOf(endings);
  }

  /** The keys, one after the other as told; a deleted one behind a minus. */
  public synchronized List<String> keys() {
    return changes.stream()
        .map(c -> (c.kind() == Change.Kind.PUT ? "" : "-") + c.entry().key())
        .toList();
  }

  public Ending awaitEnd() {
    Eventually.holds("the watch ends", () -> !endings().isEmpty());
    return endings().get(0);
  }

  public void awaitKeys(String... expected) {
    Eventually.holds(
        () -> List.of(expected) + " told, not " + keys(), () -> keys().equals(List.of(expected)));
  }
}
