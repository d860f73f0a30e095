package viking.slave;

import java.time.Duration;
import viking.core.model.Host;
import viking.core.model.HostMemory;

/** What a slave is told at its start: the host it is, and what the disk remembers. */
public record SlaveSettings(Host self, HostMemory memory, Duration hostTtl) {
  /** How long a silent host counts as there. */
  public static final Duration USUAL_TTL = Duration.ofSeconds(3);
}
