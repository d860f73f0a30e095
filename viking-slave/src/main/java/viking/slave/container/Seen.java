package viking.slave.container;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A container as the engine shows it. {@code run} tells one run of it from the next: the engine's
 * time of the last start.
 */
public record Seen(
    String id,
    String name,
    Phase phase,
    OptionalInt exitCode,
    String run,
    Map<String, String> labels,
    List<Published> ports,
    Set<String> volumes) {
  public Seen {
    labels = Map.copyOf(labels);
    ports = List.copyOf(ports);
    volumes = Set.copyOf(volumes);
  }

  /**
   * Whether this tells of a later moment of the same container: runs only follow each other, and
   * within one a container only goes on, so news may arrive in any order.
   */
  boolean laterThan(Seen other) {
    int runs = run.compareTo(other.run);
    return runs > 0 || (runs == 0 && phase.compareTo(other.phase) > 0);
  }
}
