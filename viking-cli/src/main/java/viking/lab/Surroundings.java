package viking.lab;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The environment variables by which clients find a lab. */
final class Surroundings {
  private Surroundings() {}

  /**
   * For one on the machine itself, which is in the lab by the bridge; it asks who answers first.
   */
  static Map<String, String> ofClient(Roster roster) {
    return new TreeMap<>(
        Map.of(
            "VIKING_ADDR",
                roster.hostMembers().stream()
                    .map(host -> "http://%s:%d".formatted(host.address(), Probe.PORT))
                    .collect(Collectors.joining(",")),
            "VIKING_TOKEN_FILE", roster.token().toString(),
            "VIKING_ETCD", roster.etcdEndpoints(),
            "ETCDCTL_API", "3",
            "ETCDCTL_ENDPOINTS", roster.etcdEndpoints()));
  }
}
