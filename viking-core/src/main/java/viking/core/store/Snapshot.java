package viking.core.store;

import java.util.List;
import java.util.Optional;

/** What some ranges held at one revision, in the order of the ranges, each sorted by key. */
public record Snapshot(long revision, List<Entry> entries) {
  public Snapshot {
    entries = List.copyOf(entries);
  }

  public Optional<Entry> find(String key) {
    return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
  }
}
