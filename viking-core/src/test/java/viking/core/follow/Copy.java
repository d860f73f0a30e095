package viking.core.follow;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import viking.core.store.Change;
import viking.core.store.Range;
import viking.core.store.Snapshot;

/** Is fed by a follower: copies what is in the range, and notes each feeding. */
final class Copy implements Followed {
  private final Range range;
  private final NavigableMap<String, String> values = new TreeMap<>();
  private final List<String> feedings = new ArrayList<>();

  Copy(Range range) {
    this.range = range;
  }

  @Override
  public void reset(Snapshot snapshot) {
    feedings.add("reset " + snapshot.revision());
    values.clear();
    snapshot.entries().stream()
        .filter(entry -> range.contains(entry.key()))
        .forEach(entry -> values.put(entry.key(), entry.value()));
  }

  @Override
  public void changed(long revision, List<Change> changes) {
    feedings.add("changed " + revision);
    for (Change change : changes) {
      feedings.add(change.kind() + " " + change.entry().key());
      if (change.kind() == Change.Kind.PUT) {
        values.put(change.entry().key(), change.entry().value());
      } else {
        values.remove(change.entry().key());
      }
    }
  }

  NavigableMap<String, String> values() {
    return values;
  }

  /** What it has been fed since it was last asked. */
  List<String> feedings() {
    List<String> taken = List.copyOf(feedings);
    feedings.clear();
    return taken;
  }
}
