package viking.leader.dispatch;

import com.google.common.collect.ImmutableSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
  private static final Long ASSIGNING = 0L;

  private final Fleet fleet;
  private final Map<JobId, Map<String, Long>> places = new HashMap<>();
  private final Map<String, Set<JobId>> unknown = new HashMap<>();

  public Occupancy(Fleet fleet) {
    this.fleet = fleet;
  }

  /** The jobs that take room somewhere. */
  public Set<JobId> jobs() {
    return ImmutableSet.copyOf(places.keySet());
  }

  /** Brings the ledger up to date for one job; whether room may have come. */
  public boolean sync(JobId id, Optional<JobFacts> facts, Optional<String> assigning) {
    Map<String, Long> now = taken(facts, assigning);
    Map<String, Long> before = places.getOrDefault(id, Map.of());
    boolean freed = !now.equals(before) && move(id, facts, before, now);
    facts
        .map(JobFacts::deploys)
        .orElse(Map.of())
        .forEach(
            (host, deploy) -> {
              if (JobFacts.STOP.equals(deploy.value())) {
                fleet.leave(host, id);
              }
            });
    return freed;
  }

  private boolean move(
      JobId id, Optional<JobFacts> facts, Map<String, Long> before, Map<String, Long> now) {
    boolean freed = false;
    for (String host : before.keySet()) {
      if (!stays(before.get(host), now.get(host))) {
        fleet.vacate(host, id);
        unknown.computeIfPresent(host, (name, ids) -> without(ids, id));
        freed = true;
      }
    }
    now.forEach(
        (host, assignment) -> {
          if (!stays(before.get(host), assignment)) {
            enter(id, host, facts);
          }
        });
    if (now.isEmpty()) {
      places.remove(id);
    } else {
      places.put(id, now);
    }
    return freed;
  }

  /**
   * The hosts with something on them that was assigned for a value that is gone, so that nobody but
   * their slave knows how much room it takes.
   */
  public Set<String> hostsWithUnknown() {
    return ImmutableSet.copyOf(unknown.keySet());
  }

  private void enter(JobId id, String host, Optional<JobFacts> facts) {
    Optional<Versioned<String>> deploy = facts.map(known -> known.deploys().get(host));
    Optional<Job> job =
        deploy.isPresent()
            ? facts.get().valueFor(deploy.get())
            : facts.flatMap(JobFacts::proc).flatMap(proc -> proc.value().job());
    job.ifPresentOrElse(
        wanted -> fleet.occupy(host, id, wanted),
        () -> unknown.computeIfAbsent(host, name -> new HashSet<>()).add(id));
  }

  /**
   * Whether the room is taken as it was: that of what is being taken away stays; and an assignment
   * that has landed was made for the value that its room was taken for.
   */
  private static boolean stays(Long before, Long now) {
    return before != null && now != null && (before.equals(now) || before.equals(ASSIGNING));
  }

  private static Set<JobId> without(Set<JobId> ids, JobId id) {
    ids.remove(id);
    return ids.isEmpty() ? null : ids;
  }

  /** The hosts where the job takes room, with the assignments that it does so by. */
  private static Map<String, Long> taken(Optional<JobFacts> facts, Optional<String> assigning) {
    Map<String, Versioned<String>> deploys = facts.map(JobFacts::deploys).orElse(Map.of());
    if (deploys.isEmpty()) {
      return assigning.map(host -> Map.of(host, ASSIGNING)).orElse(Map.of());
    }
    Map<String, Long> taken = new TreeMap<>();
    assigning.ifPresent(host -> taken.put(host, ASSIGNING));
    deploys.forEach(
        (host, deploy) -> {
          if (takesRoom(facts.get(), deploy)) {
            taken.put(host, deploy.created());
          }
        });
    return taken;
  }

  private static boolean takesRoom(JobFacts facts, Versioned<String> deploy) {
    return facts
        .status()
        .filter(s -> s.value().assignment() == deploy.created() && s.value().state().isFinal())
        .isEmpty();
  }
}
