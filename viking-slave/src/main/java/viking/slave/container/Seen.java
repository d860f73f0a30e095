package viking.slave.container;

import com.google.common.collect.ImmutableSortedSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A container as the engine shows it. {@code run} tells one run of it from the next: the engine's
 * time of the last start. A container without a label is not viking's. {@code lines} are the last
 * that one of viking's printed, where it has exited.
 */
public record Seen(
    String id,
    String name,
    Phase phase,
    OptionalInt exitCode,
    String run,
    Optional<Label> label,
    List<Published> ports,
    Set<String> volumes,
    List<String> lines) {
  public Seen {
    ports = List.copyOf(ports);
    lines = List.copyOf(lines);
    volumes = ImmutableSortedSet.copyOf(volumes);
  }

  /** One that has printed nothing, as far as is known. */
  public Seen(
      String id,
      String name,
      Phase phase,
      OptionalInt exitCode,
      String run,
      Optional<Label> label,
      List<Published> ports,
      Set<String> volumes) {
    this(id, name, phase, exitCode, run, label, ports, volumes, List.of());
  }

  public Seen withLines(List<String> last) {
    return new Seen(id, name, phase, exitCode, run, label, ports, volumes, last);
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
