package viking.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.store.Entry;
import viking.core.store.testing.EtcdModel;
import viking.slave.container.Label;
import viking.slave.container.Seen;

/**
 * Hosts whose process was down while etcd lost the latest, and came back when it had grown past all
 * that they remembered. They cannot tell: more than half of their containers may not go for it
 * until an operator speaks.
 */
final class Sleepers {
  private final EtcdModel store;

  /** The most containers of viking's that each has had since. */
  private final Map<Machine, Integer> most = new HashMap<>();

  Sleepers(EtcdModel store) {
    this.store = store;
  }

  /** Assignments of theirs whose job the store has named since. */
  private final Set<Long> named = new HashSet<>();

  /** Those of them that do not run now. */
  void begin(List<Machine> machines) {
    machines.stream()
        .filter(machine -> !machine.running() && !machine.retired())
        .forEach(machine -> most.put(machine, machine.own().size()));
  }

  /** Something has changed in the store. */
  void look() {
    most.keySet().stream()
        .flatMap(machine -> machine.own().stream())
        .filter(label -> !unknown(label))
        .forEach(label -> named.add(label.assignment()));
  }

  boolean has(Machine machine) {
    return most.containsKey(machine);
  }

  void started(Machine machine) {
    most.computeIfPresent(machine, (each, known) -> Math.max(known, each.own().size()));
  }

  /** One of its containers goes, that nobody has taken away. */
  void losing(Machine machine, Seen seen, Label label) {
    long unknown = machine.own().stream().filter(this::unknown).count();
    if (unknown(label) && unknown * 2 > most.get(machine)) {
      throw new Broken(
          seen.name()
              + " goes on "
              + machine.name()
              + ", and so may "
              + unknown
              + " of "
              + most.get(machine)
              + " that the store knows nothing of: nobody has accepted that");
    }
  }

  /** Whether nothing in the store has ever shown what may have become of it. */
  private boolean unknown(Label label) {
    JobId job = label.job();
    boolean word =
        List.of(Keys.proc(job), Keys.run(job), Keys.status(job)).stream()
            .anyMatch(key -> store.find(key).isPresent());
    boolean outlived =
        List.of(Keys.stack(job.stack()), Keys.scale(job.nodeId())).stream()
            .flatMap(key -> store.find(key).stream())
            .map(Entry::modified)
            .anyMatch(modified -> modified > label.assignment());
    return !word
        && !named.contains(label.assignment())
        && !(outlived && job.instance().isPresent());
  }
}
