package viking.api.stack;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Maps;
import com.google.common.collect.Multimaps;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import viking.api.stack.NodeChange.Action;
import viking.core.model.Instance;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Update;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;
import viking.leader.dispatch.Dispatch;
import viking.leader.dispatch.Ledger;
import viking.leader.dowding.Dowding;
import viking.leader.dowding.Fleet;
import viking.leader.dowding.Placement;
import viking.leader.dowding.Plan;
import viking.leader.dowding.Request;
import viking.leader.dowding.Unplaced;

/** Where the planner would put what a release begins, as things are now. */
final class Placing {
  private static final String IN_PLACE = "the old one goes first, since nothing extra fits; ";

  private final ClusterState state;
  private final Release next;
  private final Fleet fleet;

  private final List<Place> places = new ArrayList<>();

  private Placing(ClusterState state, Release next) {
    this.state = state;
    this.next = next;
    // What is of unknown size is on its way out, and gone when the release begins.
    this.fleet = Ledger.hopeful(state).fleet();
  }

  /** One new instance: without a host, {@code why} says what keeps it from all of them. */
  record Place(String node, int slot, String host, String why) {}

  /** What one node asks for, slot by slot, and how many of that at once. */
  private record Line(int atOnce, Deque<Request> requests) {
    void next(List<Request> round) {
      for (int i = 0; i < atOnce && !requests.isEmpty(); i++) {
        round.add(requests.remove());
      }
    }
  }

  static ListMultimap<String, Place> of(ClusterState state, Release next, Difference difference) {
    Placing placing = new Placing(state, next);
    difference.nodes().forEach(placing::clear);
    List<Line> lines = difference.nodes().stream().map(placing::line).toList();
    for (List<Request> round = round(lines); !round.isEmpty(); round = round(lines)) {
      placing.plan(round);
    }
    return placing.inOrder();
  }

  private static List<Request> round(List<Line> lines) {
    List<Request> round = new ArrayList<>();
    lines.forEach(line -> line.next(round));
    return round;
  }

  private ListMultimap<String, Place> inOrder() {
    places.sort(Comparator.comparing(Place::node).thenComparingInt(Place::slot));
    return Multimaps.index(places, Place::node);
  }

  /** What comes at once, and then goes for it. */
  private void plan(List<Request> round) {
    round.stream().map(Request::id).filter(this::stopsFirst).forEach(this::vacate);
    Plan first = Dowding.plan(fleet, round);
    Set<JobId> inPlace =
        first.unplaced().stream()
            .map(Unplaced::id)
            .filter(this::leavesFirst)
            .collect(ImmutableSet.toImmutableSet());
    Plan plan = inPlace.isEmpty() ? first : Dowding.plan(fleet, round);
    ImmutableMap<JobId, Request> requests = Maps.uniqueIndex(round, Request::id);
    for (Placement each : plan.placements()) {
      String why = inPlace.contains(each.id()) ? IN_PLACE + each.reason() : each.reason();
      places.add(place(each.id(), each.hostname(), why));
      vacate(each.id());
      fleet.occupy(each.hostname(), each.id(), requests.get(each.id()).job());
    }
    plan.unplaced().forEach(each -> places.add(place(each.id(), "", each.reason())));
  }

  /**
   * Where nothing extra fits, and the order is left to viking, the old one of a slot makes room.
   */
  private boolean leavesFirst(JobId id) {
    return update(id.node()).order() == Update.Order.AUTO && vacate(id);
  }

  /** Whether there was one to go: what had the slot before takes no more room. */
  private boolean vacate(JobId id) {
    boolean any = false;
    for (JobId old : state.jobsOf(id.slotId())) {
      for (String host : hosts(old)) {
        fleet.vacate(host, old);
        any = true;
      }
    }
    return any;
  }

  private Set<String> hosts(JobId job) {
    return state.job(job).map(JobFacts::deploys).orElseThrow().keySet();
  }

  private static Place place(JobId id, String host, String why) {
    return new Place(id.node(), id.instance().orElseThrow().slot(), host, why);
  }

  /** What goes without a successor takes no room. */
  private void clear(NodeChange change) {
    for (JobId id : state.jobsOf(id(change))) {
      int slot = id.instance().map(Instance::slot).orElse(0);
      if (slot > 0 && (change.action() == Action.REMOVE || slot > change.wanted())) {
        hosts(id).forEach(host -> fleet.vacate(host, id));
      }
    }
  }

  private Line line(NodeChange change) {
    Deque<Request> requests = new ArrayDeque<>();
    Optional<Job> job = next.job(change.node());
    if (job.isEmpty() || change.action() == Action.KEEP || change.action() == Action.REMOVE) {
      return new Line(0, requests);
    }
    for (int slot = 1; slot <= change.wanted(); slot++) {
      if (change.action() != Action.SCALE || !isTaken(change, slot)) {
        requests.add(request(new Instance(next.number(), slot, 0).of(id(change)), job.get()));
      }
    }
    boolean replaces = change.action() == Action.REPLACE;
    return new Line(replaces ? update(change.node()).parallel() : requests.size(), requests);
  }

  private Request request(JobId id, Job job) {
    return new Request(
        id,
        job,
        job.pinned() ? state.pin(id.slotId()).map(Versioned::value) : Optional.empty(),
        Set.of(),
        Dispatch.replaced(id, state));
  }

  private boolean isTaken(NodeChange change, int slot) {
    return state.jobsOf(id(change)).stream()
        .anyMatch(job -> job.instance().filter(made -> made.slot() == slot).isPresent());
  }

  private boolean stopsFirst(JobId id) {
    Job job = next.job(id.node()).orElseThrow();
    Update.Order order = update(id.node()).order();
    return order == Update.Order.STOP_FIRST
        || job.pinned()
        || (order == Update.Order.AUTO && !job.hostPorts().isEmpty());
  }

  private Update update(String node) {
    return next.stack().nodes().get(node).update();
  }

  private NodeId id(NodeChange change) {
    return new NodeId(next.name(), change.node());
  }
}
