package viking.core.store.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import viking.core.store.Entry;

/** What a snapshot of etcd holds: content, history and leases as they were, but no lease's rest. */
public record EtcdImage(
    long revision,
    long compacted,
    List<Entry> entries,
    List<Revision> kept,
    Map<Long, Duration> leases) {
  /** What an etcd with a new data directory holds. */
  public static final EtcdImage EMPTY = new EtcdImage(1, 0, List.of(), List.of(), Map.of());

  public EtcdImage {
    entries = List.copyOf(entries);
    kept = List.copyOf(kept);
    leases = Map.copyOf(leases);
  }
}
