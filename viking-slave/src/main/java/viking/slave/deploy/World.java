package viking.slave.deploy;

import java.util.Optional;
import viking.slave.container.Containers;

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
  World withStray(Optional<String> reason) {
    return new World(cluster, online, told, containers, room, reason);
  }
}
