package viking.slave.deploy;

import java.util.Optional;
import viking.slave.container.Containers;
import viking.slave.container.Seen;

/**
 * What surrounds a job's work in one pass. {@code online}: the store is believed and shows this
 * host under its name. {@code told}: the assignments have been read at least once since the start.
 */
record World(
    String cluster,
    boolean online,
    boolean told,
    Containers containers,
    Room room,
    Optional<String> stray) {
  /** Whether the container is this cluster's own. */
  boolean owns(Seen seen) {
    return seen.label().filter(label -> label.cluster().equals(cluster)).isPresent();
  }

  World withStray(Optional<String> reason) {
    return new World(cluster, online, told, containers, room, reason);
  }
}
