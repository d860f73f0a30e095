package viking.leader.dowding;

import java.util.Comparator;
import java.util.List;
import viking.core.model.JobId;

/** When a request is placed: before the others if it has no choice of hosts, or is bigger. */
record Turn(boolean free, double share, JobId id, Request request) implements Comparable<Turn> {
  private static final Comparator<Turn> ORDER =
      Comparator.comparing(Turn::free)
          .thenComparing(Comparator.comparingDouble(Turn::share).reversed())
          .thenComparing(Turn::id);

  static List<Request> order(Fleet fleet, List<Request> requests) {
    return requests.stream().map(each -> of(fleet, each)).sorted().map(Turn::request).toList();
  }

  private static Turn of(Fleet fleet, Request request) {
    return new Turn(
        request.pin().isEmpty(), fleet.share(request.job().resources()), request.id(), request);
  }

  @Override
  public int compareTo(Turn other) {
    return ORDER.compare(this, other);
  }
}
