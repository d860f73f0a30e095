package viking.core.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One process to be run, as {@code /proc} spells it: what to run, what it needs, how it ends. */
public record Job(
    String image,
    List<String> run,
    Container container,
    List<Expose> expose,
    List<Mount> volume,
    List<TagFilter> filter,
    Resources resources,
    Optional<HealthCheck> health,
    Restart restart,
    int retries,
    Stop stop,
    String by) {
  public Job {
    run = List.copyOf(run);
    expose = List.copyOf(expose);
    volume = List.copyOf(volume);
    filter = List.copyOf(filter);
    if (image.isBlank()) {
      throw new BadInput("image must be given");
    }
    if (retries < 0) {
      throw new BadInput("retries must not be negative");
    }
    if (retries > 0 && restart != Restart.NEVER) {
      throw new BadInput("retries goes with restart: never; others are always tried again");
    }
    Set<Object> once = new HashSet<>();
    for (Expose port : expose) {
      if (!once.add(port.port() + "/" + port.protocol())
          || port.hostPort().filter(fixed -> !once.add(fixed)).isPresent()) {
        throw new BadInput("expose '" + port + "' is given twice");
      }
    }
    for (Mount mount : volume) {
      if (!once.add(mount.path())) {
        throw new BadInput("volume '" + mount.path() + "' is given twice");
      }
    }
  }

  /** Whether data of this job is kept on one host. */
  public boolean pinned() {
    return volume.stream().anyMatch(Mount::pinned);
  }

  /** Whether its end is final. */
  public boolean oneOff() {
    return restart == Restart.NEVER;
  }

  public List<HostPort> hostPorts() {
    return expose.stream().flatMap(port -> port.hostPort().stream()).toList();
  }
}
