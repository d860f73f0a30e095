package viking.leader.dowding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import viking.core.model.Pin;

/** One plan in the making: groups come in order, and each takes the best places that are left. */
final class Planning {
  private record Waiting(Request request, Want want) {}

  private final Fleet fleet;
  private final Trial trial;
  private final List<Placement> placements = new ArrayList<>();
  private final List<Waiting> without = new ArrayList<>();
  private final Set<Want> hopeless = new HashSet<>();
  private Optional<Line> line = Optional.empty();

  Planning(Fleet fleet, Trial trial) {
    this.fleet = fleet;
    this.trial = trial;
  }

  void place(Group group) {
    Want want = group.want();
    Queue<Request> waiting = new ArrayDeque<>(group.members());
    line = line.filter(each -> each.serves(group));
    if (want.pin().isPresent()) {
      takePinned(group, want.pin().get(), waiting);
    } else if (!hopeless.contains(want)) {
      takeFresh(group, waiting);
      takeInTurns(group, waiting);
      takeAvoided(group, waiting);
    }
    if (!waiting.isEmpty()) {
      // Room only shrinks while a plan is made: what does not fit now will not fit later in it.
      hopeless.add(want);
      waiting.forEach(request -> without.add(new Waiting(request, want)));
    }
  }

  /** The plan; its reasons tell of the room that is left when all of it is carried out. */
  Plan finish() {
    Hosts hosts = Hosts.of(without.isEmpty() ? List.of() : fleet.hosts());
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

  /** The hosts without an instance of the node come first, each once. */
  private void takeFresh(Group group, Queue<Request> waiting) {
    if (line.filter(Line::isComplete).isPresent()) {
      return;
    }
    for (int missing = 0; missing <= group.flexible().size() && !waiting.isEmpty(); missing++) {
      for (Berth berth : fresh(group, missing, waiting.size())) {
        take(new Candidate(group, berth, false, 0, missing), waiting);
      }
    }
  }

  private List<Berth> fresh(Group group, int missing, int atMost) {
    Set<Berth> holders = fleet.holders(group.node()).keySet();
    return fleet
        .order()
        .first(
            atMost,
            Search.of(group.want(), group.flexible(), missing),
            berth ->
                !holders.contains(berth)
                    && berth.missing(group.flexible()) == missing
                    && group.welcomes(berth));
  }

  /** Then those with instances; a host that was taken lines up again. */
  private void takeInTurns(Group group, Queue<Request> waiting) {
    if (waiting.isEmpty()) {
      return;
    }
    Line turns = line.orElseGet(() -> new Line(fleet, group));
    line = Optional.of(turns);
    Search search = Search.of(group.want(), List.of(), 0);
    boolean found = true;
    while (found && !waiting.isEmpty()) {
      List<Berth> next = turns.first(search, group::welcomes);
      next.forEach(berth -> take(Candidate.of(fleet, group, berth), waiting));
      found = !next.isEmpty();
    }
  }

  /** At last those to avoid; they are few. */
  private void takeAvoided(Group group, Queue<Request> waiting) {
    boolean found = true;
    while (found && !waiting.isEmpty()) {
      Optional<Candidate> best =
          group.avoid().stream()
              .flatMap(hostname -> fleet.berth(hostname).stream())
              .filter(berth -> berth.takesJobs() && Filters.admit(berth, group.want()))
              .map(berth -> Candidate.of(fleet, group, berth))
              .min(Candidate.ORDER);
      best.ifPresent(candidate -> take(candidate, waiting));
      found = best.isPresent();
    }
  }

  private void take(Candidate candidate, Queue<Request> waiting) {
    Berth berth = candidate.berth();
    placements.add(new Placement(waiting.remove().id(), berth.name(), candidate.reason()));
    trial.take(berth, candidate.group().node(), candidate.group().want());
    line.ifPresent(each -> each.seat(berth));
  }
}
