package viking.slave.deploy;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import viking.core.model.Status;

/**
 * What the store is to say of a job on this host. {@code name} is empty before there is a
 * container.
 */
record Wanted(Status status, Map<String, String> ports, int counter, String name) {
  Wanted {
    ports = ImmutableSortedMap.copyOf(ports);
  }
}
