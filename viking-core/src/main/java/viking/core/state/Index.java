package viking.core.state;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import viking.core.model.JobId;

/** What the image's maps have in common: nothing is kept of what has become empty. */
final class Index {
  private Index() {}

  /** Nearly every slot has one job, for which a set of one is the smallest thing there is. */
  static <K> void addTo(Map<K, Set<JobId>> index, K key, JobId id) {
    Set<JobId> before = index.get(key);
    if (before == null) {
      index.put(key, Set.of(id));
    } else {
      Set<JobId> more = new TreeSet<>(before);
      more.add(id);
      index.put(key, ImmutableSortedSet.copyOf(more));
    }
  }

  static <K, V> void dropFrom(Map<K, Set<V>> index, K key, V id) {
    Set<V> ids = index.get(key);
    if (ids != null && ids.remove(id) && ids.isEmpty()) {
      index.remove(key);
    }
  }

  static <K, V> void putOrRemove(Map<K, V> map, K key, V value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }
}
