package viking.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import viking.core.key.KeySpace;
import viking.core.state.JobFacts;
import viking.core.store.Range;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;

/** The assignments that the store shows, and those that were taken away by rights. */
final class Assignments {
  private final Map<String, Long> shown = new HashMap<>();
  private final Set<Long> takenAway = new HashSet<>();

  /** Those that are there now, whatever there was before. */
  void reset(EtcdModel store) {
    shown.clear();
    store
        .read(List.of(Range.prefix(KeySpace.DEPLOY.prefix())))
        .entries()
        .forEach(entry -> shown.put(entry.key(), entry.created()));
  }

  /** A {@code /deploy} has been written. */
  void look(Write write, EtcdModel after) {
    Long before = shown.get(write.key());
    if (before != null
        && (write.kind() == Write.Kind.DELETE || write.value().equals(JobFacts.STOP))) {
      takenAway.add(before);
    }
    after
        .find(write.key())
        .ifPresentOrElse(
            entry -> shown.put(write.key(), entry.created()), () -> shown.remove(write.key()));
  }

  boolean know(long assignment) {
    return shown.containsValue(assignment);
  }

  boolean tookAway(long assignment) {
    return takenAway.contains(assignment);
  }

  /** Those that nobody has taken back, by their keys. */
  Map<String, Long> standing() {
    Map<String, Long> standing = new HashMap<>(shown);
    standing.values().removeAll(takenAway);
    return standing;
  }
}
