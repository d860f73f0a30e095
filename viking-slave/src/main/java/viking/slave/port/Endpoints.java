package viking.slave.port;

import java.util.Map;
import java.util.TreeMap;
import viking.core.key.Keys;
import viking.core.model.Endpoint;
import viking.core.model.JobId;
import viking.slave.container.Published;
import viking.slave.container.Seen;

/** The keys and values of a container's endpoints. */
public final class Endpoints {
  private Endpoints() {}

  public static Map<String, String> of(JobId job, Seen seen) {
    Map<String, String> keys = new TreeMap<>();
    for (Published each : seen.ports()) {
      Endpoint endpoint =
          new Endpoint(job, each.port(), each.protocol(), each.address(), each.hostPort());
      keys.put(Keys.ports(endpoint), endpoint.value());
    }
    return keys;
  }
}
