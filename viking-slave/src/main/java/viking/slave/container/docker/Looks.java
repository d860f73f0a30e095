package viking.slave.container.docker;

import com.github.dockerjava.api.DockerClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import viking.slave.container.Phase;

/**
 * Inspections. Where a running container can be reached is remembered until there is news of it.
 */
final class Looks {
  private final DockerClient client;
  private final LastLines lines;
  private final String hostAddress;
  private final Map<String, Sight> reachable = new ConcurrentHashMap<>();
  private volatile long forgotten;

  Looks(Clients clients, String hostAddress) {
    this.client = clients.calls();
    this.lines = new LastLines(clients.streams());
    this.hostAddress = hostAddress;
  }

  /** Blocks, as calls do; fails where there is no such container. */
  Sight at(String id) {
    long before = forgotten;
    Sight sight = Sight.of(client.inspectContainerCmd(id).exec(), hostAddress);
    if (sight.seen().phase() == Phase.RUNNING) {
      reachable.put(id, sight);
      if (forgotten != before) {
        reachable.remove(id);
      }
    }
    if (sight.seen().phase() == Phase.EXITED && sight.seen().label().isPresent()) {
      return new Sight(sight.seen().withLines(lines.of(id)), sight.address());
    }
    return sight;
  }

  Optional<Sight> reachable(String id) {
    return Optional.ofNullable(reachable.get(id));
  }

  /** It has changed, or may have; only ever called by the one who hears the news. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  synchronized void forget(String id) {
    forgotten++;
    reachable.remove(id);
  }

  synchronized void forgetAll() {
    forgotten++;
    reachable.clear();
  }
}
