package viking.lab;

import java.util.Map;
import java.util.TreeMap;

/** The environment variables by which clients find a lab. */
final class Surroundings {
  private Surroundings() {}

  /** For one on the machine itself, which is in the lab by the bridge; it asks the first host. */
  static Map<String, String> ofClient(Roster roster) {
    return new TreeMap<>(
        Map.of(
            "VIKING_ADDR",
                "http://%s:%d".formatted(roster.hostMembers().get(0).address(), Probe.PORT),
            "VIKING_TOKEN_FILE", roster.token().toString(),
            "VIKING_ETCD", roster.etcdEndpoints(),
            "ETCDCTL_API", "3",
            "ETCDCTL_ENDPOINTS", roster.etcdEndpoints()));
  }
}
