package viking.core.model;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Set;

/**
 * A server as it announces itself; its key lives on a lease that only a live host process renews.
 */
public record Host(
    String name,
    String id,
    String address,
    Set<String> tags,
    Resources capacity,
    long disk,
    String engine,
    String version,
    boolean restarting) {
  public Host {
    Grammar.HOSTNAME.check("hostname", name);
    Grammar.ADDRESS.check("address", address);
    tags.forEach(tag -> Grammar.TAG.check("tag", tag));
    tags = ImmutableSortedSet.copyOf(tags);
    if (id.isBlank()) {
      throw new BadInput("host " + name + " has no id");
    }
  }

  /** The same host, about to restart on purpose: its jobs stay where they are for a while. */
  public Host restartingNow() {
    return new Host(name, id, address, tags, capacity, disk, engine, version, true);
  }
}
