package viking.slave.host;

import viking.core.actor.Effect;
import viking.core.model.HostMemory;

/** Writes the host's memory to disk; not answered. */
public record Remember(HostMemory memory) implements Effect {
  @Override
  public String reason() {
    return "to know its cluster again after a restart";
  }
}
