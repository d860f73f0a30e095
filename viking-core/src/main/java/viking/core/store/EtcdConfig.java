package viking.core.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import viking.core.model.BadInput;

/**
 * Where etcd is and how long to wait for it.
 *
 * @param endpoints the members' addresses; the first is used until it fails
 * @param deadline what a request may take
 * @param patience how long a member may say nothing, though asked, before it is given up
 */
public record EtcdConfig(List<URI> endpoints, Duration deadline, Duration patience) {
  private static final int PORT = 2379;

  public EtcdConfig {
    endpoints = List.copyOf(endpoints);
    if (endpoints.isEmpty()) {
      throw new BadInput("no etcd endpoint is given; the usual one is http://127.0.0.1:2379");
    }
  }

  /** Takes {@code http://10.0.0.1:2379,10.0.0.2}: scheme and port may be left out. */
  public static EtcdConfig of(String endpoints) {
    List<URI> parsed = new ArrayList<>();
    for (String endpoint : endpoints.split(",", -1)) {
      parsed.add(parse(endpoint.strip(), endpoints));
    }
    return new EtcdConfig(parsed, Duration.ofSeconds(3), Duration.ofSeconds(1));
  }

  public EtcdConfig withDeadline(Duration newDeadline) {
    return new EtcdConfig(endpoints, newDeadline, patience);
  }

  public EtcdConfig withPatience(Duration newPatience) {
    return new EtcdConfig(endpoints, deadline, newPatience);
  }

  private static URI parse(String endpoint, String all) {
    if (endpoint.isEmpty()) {
      throw new BadInput("etcd endpoints \"" + all + "\": one of them is empty");
    }
    try {
      URI uri = new URI(endpoint.contains("://") ? endpoint : "http://" + endpoint);
      if (!"http".equals(uri.getScheme())) {
        throw bad(endpoint, "only http:// is spoken here");
      }
      if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
        throw bad(endpoint, "expected host:port");
      }
      if (!uri.getPath().replace("/", "").isEmpty()
          || uri.getQuery() != null
          || uri.getFragment() != null
          || uri.getUserInfo() != null) {
        throw bad(endpoint, "expected host:port and nothing more");
      }
      int port = uri.getPort() == -1 ? PORT : uri.getPort();
      return new URI("http", null, uri.getHost(), port, null, null, null);
    } catch (URISyntaxException e) {
      throw new BadInput("etcd endpoint \"" + endpoint + "\": " + e.getReason(), e);
    }
  }

  private static BadInput bad(String endpoint, String why) {
    return new BadInput("etcd endpoint \"" + endpoint + "\": " + why);
  }
}
