package viking.core.state;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the image's maps have in common: nothing is kept of what has become empty. */
final class Index {
  private Index() {}

  static <K, V extends Comparable<V>> void addTo(Map<K, Set<V>> index, K key, V id) {
    index.computeIfAbsent(key, k -> new TreeSet<>()).add(id);
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
