package viking.leader.dowding;

import java.util.List;
import java.util.Optional;
import viking.core.model.Job;

/** Decides which host takes which job, and says why. */
public final class Dowding {
  private Dowding() {}

  /** Finds a place for every request that has one; the fleet is left as it was. */
  public static Plan plan(Fleet fleet, List<Request> requests) {
    try (Trial trial = new Trial(fleet)) {
      requests.forEach(trial::replaces);
      Planning planning = new Planning(fleet, trial);
      Group.inOrder(fleet, requests).forEach(planning::place);
      return planning.finish();
    }
  }

  /**
   * What every host says to a job, by hostname. Where the job already is, its own room does not
   * count against it.
   */
  public static List<Verdict> explain(Fleet fleet, Request request) {
    return fleet.hostnames().stream()
        .flatMap(hostname -> explain(fleet, request, hostname).stream())
        .toList();
  }

  /** What one host says to a job, if that host is there. */
  public static Optional<Verdict> explain(Fleet fleet, Request request, String hostname) {
    return fleet
        .berth(hostname)
        .filter(berth -> berth.host().isPresent())
        .map(berth -> explain(fleet, request, berth));
  }

  private static Verdict explain(Fleet fleet, Request request, Berth berth) {
    Optional<Job> own = berth.job(request.id());
    own.ifPresent(job -> fleet.vacate(berth.name(), request.id()));
    try {
      return verdict(fleet, Group.of(List.of(request)), berth);
    } finally {
      own.ifPresent(job -> fleet.occupy(berth.name(), request.id(), job));
    }
  }

  private static Verdict verdict(Fleet fleet, Group group, Berth berth) {
    List<String> complaints = Filters.complaints(berth, group.want());
    return complaints.isEmpty()
        ? new Verdict(
            berth.name(),
            true,
            berth.name() + " fits: " + Candidate.of(fleet, group, berth).reason())
        : new Verdict(berth.name(), false, berth.name() + ": " + String.join("; ", complaints));
  }
}
