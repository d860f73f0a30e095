package viking.slave.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import viking.slave.container.Seen;

/**
 * All containers there are. A listing does not tell one run of a container from the next, so each
 * is inspected; but only once, as long as the listing shows it the same and no news of it has come.
 */
final class Census {
  private final DockerClient client;
  private final Looks looks;
  private final Map<String, Known> known = new HashMap<>();
  private long changes;

  Census(DockerClient client, Looks looks) {
    this.client = client;
    this.looks = looks;
  }

  /** What a listing shows of a container, and what an inspection has shown behind it. */
  private record Known(String glance, Seen seen) {}

  List<Seen> take() {
    long before = changes();
    List<Container> listed = client.listContainersCmd().withShowAll(true).exec();
    List<Seen> seen = new ArrayList<>();
    Map<String, Known> found = new HashMap<>();
    for (Container each : listed) {
      String glance = glance(each);
      Known now = remembered(each.getId(), glance);
      if (now == null) {
        try {
          now = new Known(glance, looks.at(each.getId()).seen());
        } catch (NotFoundException e) {
          continue;
        }
      }
      found.put(each.getId(), now);
      seen.add(now.seen());
    }
    remember(found, before);
    return ImmutableList.copyOf(seen);
  }

  synchronized void forget(String id) {
    changes++;
    known.remove(id);
  }

  synchronized void forgetAll() {
    changes++;
    known.clear();
  }

  private synchronized long changes() {
    return changes;
  }

  private synchronized Known remembered(String id, String glance) {
    Known was = known.get(id);
    return was != null && was.glance().equals(glance) ? was : null;
  }

  /** What changed meanwhile may have been inspected before it did. */
  private synchronized void remember(Map<String, Known> found, long before) {
    known.keySet().retainAll(found.keySet());
    if (changes == before) {
      known.putAll(found);
    }
  }

  private static String glance(Container each) {
    ContainerPort[] ports = Objects.requireNonNullElse(each.getPorts(), new ContainerPort[0]);
    List<String> shown =
        Arrays.stream(ports)
            .map(p -> p.getIp() + ":" + p.getPublicPort() + ":" + p.getPrivatePort() + p.getType())
            .sorted()
            .toList();
    return each.getState() + Arrays.toString(each.getNames()) + shown;
  }
}
