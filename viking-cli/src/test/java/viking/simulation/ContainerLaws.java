package viking.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import viking.core.key.Key;
import viking.core.key.Keys;
import viking.core.model.HostPort;
import viking.core.model.Resources;
import viking.core.store.Range;
import viking.core.store.testing.EtcdModel;
import viking.slave.container.Label;
import viking.slave.container.Seen;

/** What must hold of viking's containers, on all machines, at every step. */
final class ContainerLaws {
  private record Live(Machine machine, Label label) {}

  private final Map<String, Live> live = new HashMap<>();
  private final Set<String> stranded = new HashSet<>();
  private final Map<String, Integer> begun = new HashMap<>();
  private final EtcdModel store;
  private final Assignments assignments;
  private final Sleepers sleepers;
  private boolean legitimate = true;

  ContainerLaws(EtcdModel store, Assignments assignments, Sleepers sleepers) {
    this.store = store;
    this.assignments = assignments;
    this.sleepers = sleepers;
  }

  /** Whether what the store holds now has come about by rights. */
  void legitimate(boolean now) {
    legitimate = now;
    // What ran once is set down in the store alone: with another store it may run once more.
    begun.clear();
    if (now) {
      // What the lost part of history had assigned is known to nobody but its host.
      live.forEach(
          (id, each) -> {
            if (!assignments.know(each.label().assignment())) {
              stranded.add(id);
            }
          });
    }
  }

  Map<String, Label> live() {
    Map<String, Label> labels = new HashMap<>();
    live.forEach((id, each) -> labels.put(id, each.label()));
    return labels;
  }

  void started(Machine machine, Seen seen) {
    Optional<Label> own = seen.label();
    if (own.isEmpty()) {
      return;
    }
    Label label = own.get();
    for (Map.Entry<String, Live> each : live.entrySet()) {
      Live other = each.getValue();
      if (stranded.contains(each.getKey())) {
        continue;
      }
      if (other.label().assignment() == label.assignment()
          && other.label().job().equals(label.job())) {
        throw new Broken("two containers of " + label.job() + "@" + label.assignment());
      }
      if (label.value().pinned()
          && other.label().value().pinned()
          && other.label().job().slotId().equals(label.job().slotId())) {
        throw new Broken(
            "two containers on the volume of "
                + label.job().slotId()
                + ": "
                + other.label().job()
                + "@"
                + other.machine().name()
                + " and "
                + label.job()
                + "@"
                + machine.name());
      }
    }
    live.put(seen.id(), new Live(machine, label));
    sleepers.started(machine);
    capacity(machine);
    if (label.value().oneOff() && legitimate) {
      once(label);
    }
  }

  private void once(Label label) {
    String value = label.job() + " " + label.value().container().env();
    int runs = begun.merge(value, 1, Integer::sum);
    if (runs > label.value().retries() + 1) {
      throw new Broken(label.job() + " was to run once and began " + runs + " times");
    }
  }

  private void capacity(Machine machine) {
    Resources used = Resources.NONE;
    Set<HostPort> ports = new HashSet<>();
    for (Live each : live.values()) {
      if (each.machine() == machine) {
        used = used.plus(each.label().value().resources());
        for (HostPort port : each.label().value().hostPorts()) {
          if (!ports.add(port)) {
            throw new Broken("host port " + port + " twice on " + machine.name());
          }
        }
      }
    }
    if (!used.fitsIn(machine.host().capacity())) {
      throw new Broken(machine.name() + " is over its capacity: " + used);
    }
  }

  void ended(Machine machine, Seen seen) {
    live.remove(seen.id());
    if (machine.retired()) {
      live.values().removeIf(each -> each.machine() == machine);
    }
  }

  /** A container is stopped only when its assignment was taken away by rights. */
  void stopping(Machine machine, Seen seen, String reason) {
    Optional<Label> label = seen.label();
    if (label.isEmpty()) {
      throw new Broken("a foreign container is touched: " + seen.name());
    }
    boolean justified =
        assignments.tookAway(label.get().assignment())
            || machine.operatorAccepted()
            || reason.startsWith("unhealthy");
    if (!justified && sleepers.has(machine)) {
      sleepers.losing(machine, seen, label.get());
      return;
    }
    if (!justified && live.containsKey(seen.id())) {
      throw new Broken(
          seen.name()
              + "@"
              + label.get().assignment()
              + " is stopped on "
              + machine.name()
              + " though it was never taken away: "
              + reason);
    }
    // What a restored store says of /ports is of other containers.
    boolean told = sleepers.has(machine) || reason.startsWith("unhealthy");
    if (live.containsKey(seen.id()) && !told) {
      announced(machine, seen, label.get());
    }
  }

  /** Nobody may be sent to a container that is being stopped. */
  private void announced(Machine machine, Seen seen, Label label) {
    String node = Keys.portsOf(label.job().nodeId());
    boolean announced =
        store.read(List.of(Range.prefix(node))).entries().stream()
            .map(entry -> Key.parse(entry.key()).endpoint())
            .anyMatch(
                endpoint ->
                    endpoint.job().equals(label.job())
                        && endpoint.address().equals(machine.host().address()));
    if (announced && legitimate && !machine.operatorAccepted()) {
      throw new Broken(seen.name() + " is stopped while /ports still announces it");
    }
  }
}
