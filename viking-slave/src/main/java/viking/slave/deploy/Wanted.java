package viking.slave.deploy;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import viking.core.model.Status;

/**
 * What the store is to say of a job on this host. {@code name} is empty before there is a
 * container.
 */
record Wanted(Status status, Map<String, String> ports, int counter, String name) {
  /** A container may have any number of ports; etcd takes so many changes at once. */
  static final int MOST_PORTS = 100;

  Wanted {
    ports = ImmutableSortedMap.copyOf(ports);
  }

  /**
   * As much of it as one transaction leads to from the ports that are announced now, withdrawals
   * first.
   */
  Wanted from(Set<String> announced) {
    Map<String, String> next = new TreeMap<>(ports);
    next.keySet().retainAll(announced);
    announced.stream()
        .filter(key -> !ports.containsKey(key))
        .skip(MOST_PORTS)
        .forEach(key -> next.put(key, ""));
    int withdrawn = announced.size() - next.size();
    ports.entrySet().stream()
        .filter(each -> !announced.contains(each.getKey()))
        .limit(MOST_PORTS - withdrawn)
        .forEach(each -> next.put(each.getKey(), each.getValue()));
    return new Wanted(status, next, counter, name);
  }
}
