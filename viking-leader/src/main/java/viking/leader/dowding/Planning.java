package viking.leader.dowding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import viking.core.model.Pin;

/** One plan in the making: groups come in order, and each takes the best places that are left. */
final class Planning {
  private record Waiting(Request request, Want want) {}

  private final Fleet fleet;
  private final Trial trial;
  private final List<Placement> placements = new ArrayList<>();
  private final List<Waiting> without = new ArrayList<>();
  private final Set<Want> hopeless = new HashSet<>();

  Planning(Fleet fleet, Trial trial) {
    this.fleet = fleet;
    this.trial = trial;
  }

  void place(Group group) {
    Want want = group.want();
    Queue<Request> waiting = new ArrayDeque<>(group.members());
    if (want.pin().isPresent()) {
      takePinned(group, want.pin().get(), waiting);
    } else if (!hopeless.contains(want)) {
      takeFresh(group, waiting);
      takeInTurns(group, waiting);
    }
    if (!waiting.isEmpty()) {
      // Room only shrinks while a plan is made: what does not fit now will not fit later in it.
      hopeless.add(want);
      waiting.forEach(request -> without.add(new Waiting(request, want)));
    }
  }

  /** The plan; its reasons tell of the room that is left when all of it is carried out. */
  Plan finish() {
    List<Berth> hosts = without.isEmpty() ? List.of() : fleet.hosts();
    Map<Want, Refusal> refusals = new HashMap<>();
    List<Unplaced> unplaced = new ArrayList<>();
    for (Waiting each : without) {
      Refusal refusal = refusals.computeIfAbsent(each.want, want -> Refusal.of(fleet, hosts, want));
      unplaced.add(new Unplaced(each.request.id(), refusal.blocked(), refusal.reason()));
    }
    return new Plan(placements, unplaced);
  }

  private void takePinned(Group group, Pin pin, Queue<Request> waiting) {
    fleet
        .berth(pin.host())
        .filter(berth -> Filters.admit(berth, group.want()))
        .ifPresent(berth -> take(Candidate.of(fleet, group, berth), waiting));
  }

  /**
   * The hosts without an instance of the node come first, each once, as far as they need not be
   * avoided.
   */
  private void takeFresh(Group group, Queue<Request> waiting) {
    for (int missing = 0; missing <= group.flexible().size() && !waiting.isEmpty(); missing++) {
      for (Berth berth : fresh(group, missing, waiting.size())) {
        take(new Candidate(group, berth, false, 0, missing), waiting);
      }
    }
  }

  private List<Berth> fresh(Group group, int missing, int atMost) {
    Want want = group.want();
    Set<Berth> holders = fleet.holders(group.node()).keySet();
    List<Berth> found = new ArrayList<>();
    fleet
        .order()
        .walk(
            group.wanted(missing == 0),
            berth -> {
              if (!holders.contains(berth)
                  && !group.avoid().contains(berth.name())
                  && berth.missing(group.flexible()) == missing
                  && Filters.admit(berth, want)) {
                found.add(berth);
              }
              return found.size() < atMost;
            });
    return found;
  }

  /**
   * Then the hosts with instances and those to avoid; a host that was taken lines up again behind.
   */
  private void takeInTurns(Group group, Queue<Request> waiting) {
    if (waiting.isEmpty()) {
      return;
    }
    Queue<Candidate> line = new PriorityQueue<>(seasoned(group));
    while (!waiting.isEmpty() && !line.isEmpty()) {
      Candidate best = line.remove();
      take(best, waiting);
      if (Filters.admit(best.berth(), group.want())) {
        line.add(Candidate.of(fleet, group, best.berth()));
      }
    }
  }

  private Collection<Candidate> seasoned(Group group) {
    return Stream.concat(
            fleet.holders(group.node()).keySet().stream(),
            group.avoid().stream().flatMap(name -> fleet.berth(name).stream()))
        .distinct()
        .filter(berth -> berth.takesJobs() && Filters.admit(berth, group.want()))
        .map(berth -> Candidate.of(fleet, group, berth))
        .toList();
  }

  private void take(Candidate candidate, Queue<Request> waiting) {
    Berth berth = candidate.berth();
    placements.add(new Placement(waiting.remove().id(), berth.name(), candidate.reason()));
    trial.take(berth, candidate.group().node(), candidate.group().want());
  }
}
