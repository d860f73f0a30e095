package viking.leader.dispatch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;
import viking.leader.dowding.Fleet;

/**
 * Keeps the fleet's ledger true to {@code /deploy}, overlaid with what is being assigned. Room is
 * free only when a {@code /deploy} is gone, or its job has ended for good.
 */
public final class Occupancy {
  private final Fleet fleet;
  private final Map<JobId, Set<String>> places = new HashMap<>();

  public Occupancy(Fleet fleet) {
    this.fleet = fleet;
  }

  /** The jobs that take room somewhere. */
  public Set<JobId> jobs() {
    return Set.copyOf(places.keySet());
  }

  /** Brings the ledger up to date for one job; whether room may have come. */
  public boolean sync(JobId id, Optional<JobFacts> facts, Optional<String> assigning) {
    Set<String> now = new HashSet<>();
    assigning.ifPresent(now::add);
    facts.ifPresent(
        known ->
            known
                .deploys()
                .forEach(
                    (host, deploy) -> {
                      if (takesRoom(known, deploy)) {
                        now.add(host);
                      }
                    }));
    Set<String> before = places.getOrDefault(id, Set.of());
    boolean freed = false;
    for (String host : before) {
      if (!now.contains(host)) {
        fleet.vacate(host, id);
        freed = true;
      }
    }
    Optional<Job> job = facts.flatMap(JobFacts::proc).flatMap(proc -> proc.value().job());
    for (String host : now) {
      // What is being taken away may be of an older value: its room stays as it was taken.
      if (!before.contains(host)) {
        job.ifPresent(wanted -> fleet.occupy(host, id, wanted));
      }
    }
    if (now.isEmpty()) {
      places.remove(id);
    } else {
      places.put(id, now);
    }
    return freed;
  }

  private static boolean takesRoom(JobFacts facts, Versioned<String> deploy) {
    return facts
        .status()
        .filter(s -> s.value().assignment() == deploy.created() && s.value().state().isFinal())
        .isEmpty();
  }
}
