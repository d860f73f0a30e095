package viking.slave.container;

import com.google.common.collect.ImmutableSortedSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A container as the engine shows it. {@code run} tells one run of it from the next: the engine's
 * time of the last start. A container without a label is not viking's.
 */
public record Seen(
    String id,
    String name,
    Phase phase,
    OptionalInt exitCode,
    String run,
    Optional<Label> label,
    List<Published> ports,
    Set<String> volumes) {
  public Seen {
    ports = List.copyOf(ports);
    volumes = ImmutableSortedSet.copyOf(volumes);
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
