package viking.api.stack;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ListMultimap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import viking.api.stack.NodeChange.Action;
import viking.core.model.Instance;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Node;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Update;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;
import viking.leader.dispatch.Ledger;
import viking.leader.dowding.Dowding;
import viking.leader.dowding.Fleet;
import viking.leader.dowding.Plan;
import viking.leader.dowding.Request;
import viking.leader.dowding.Unplaced;

/** Where the planner would put what a release begins, as things are now. */
final class Placing {
  private static final String IN_PLACE = "the old one goes first, since nothing extra fits; ";

  private final ClusterState state;
  private final Release next;
  private final Fleet fleet;

  private Placing(ClusterState state, Release next) {
    this.state = state;
    this.next = next;
    // What is of unknown size is on its way out, and gone when the release begins.
    this.fleet = Ledger.hopeful(state).fleet();
  }

  /** One new instance: without a host, {@code why} says what keeps it from all of them. */
  record Place(String node, int slot, String host, String why) {}

  static ListMultimap<String, Place> of(ClusterState state, Release next, Difference difference) {
    Placing placing = new Placing(state, next);
    difference.nodes().forEach(placing::makeRoom);
    List<Request> requests = new ArrayList<>();
    difference.nodes().forEach(change -> placing.ask(change, requests));
    return placing.plan(requests);
  }

  private ListMultimap<String, Place> plan(List<Request> requests) {
    Plan first = Dowding.plan(fleet, requests);
    Set<JobId> inPlace =
        first.unplaced().stream()
            .map(Unplaced::id)
            .filter(this::leavesFirst)
            .collect(ImmutableSet.toImmutableSet());
    Plan plan = inPlace.isEmpty() ? first : Dowding.plan(fleet, requests);
    List<Place> all = new ArrayList<>();
    plan.placements()
        .forEach(
            each -> {
              String why = inPlace.contains(each.id()) ? IN_PLACE + each.reason() : each.reason();
              all.add(place(each.id(), each.hostname(), why));
            });
    plan.unplaced().forEach(each -> all.add(place(each.id(), "", each.reason())));
    all.sort(Comparator.comparing(Place::node).thenComparingInt(Place::slot));
    ImmutableListMultimap.Builder<String, Place> places = ImmutableListMultimap.builder();
    all.forEach(each -> places.put(each.node(), each));
    return places.build();
  }

  /**
   * Where nothing extra fits, and the order is left to viking, the old one of a slot makes room.
   */
  private boolean leavesFirst(JobId id) {
    Node node = next.stack().nodes().get(id.node());
    if (node.update().order() != Update.Order.AUTO) {
      return false;
    }
    boolean any = false;
    for (JobId old : state.jobsOf(id.slotId())) {
      for (String host : state.job(old).map(JobFacts::deploys).orElseThrow().keySet()) {
        fleet.vacate(host, old);
        any = true;
      }
    }
    return any;
  }

  private static Place place(JobId id, String host, String why) {
    return new Place(id.node(), id.instance().orElseThrow().slot(), host, why);
  }

  /** What goes before its successor comes takes no room; what goes after, does. */
  private void makeRoom(NodeChange change) {
    for (JobId id : state.jobsOf(id(change))) {
      int slot = id.instance().map(Instance::slot).orElse(0);
      boolean goes =
          change.action() == Action.REMOVE
              || slot > change.wanted()
              || (change.action() == Action.REPLACE && stopsFirst(change.node()));
      if (goes && slot > 0) {
        Set<String> hosts = state.job(id).map(JobFacts::deploys).orElseThrow().keySet();
        hosts.forEach(host -> fleet.vacate(host, id));
      }
    }
  }

  private void ask(NodeChange change, List<Request> requests) {
    Optional<Job> job = next.job(change.node());
    if (job.isEmpty() || change.action() == Action.KEEP || change.action() == Action.REMOVE) {
      return;
    }
    for (int slot = 1; slot <= change.wanted(); slot++) {
      if (change.action() != Action.SCALE || !isTaken(change, slot)) {
        JobId id = new Instance(next.number(), slot, 0).of(id(change));
        requests.add(
            new Request(
                id,
                job.get(),
                job.get().pinned()
                    ? state.pin(id.slotId()).map(Versioned::value)
                    : Optional.empty(),
                Set.of()));
      }
    }
  }

  private boolean isTaken(NodeChange change, int slot) {
    return state.jobsOf(id(change)).stream()
        .anyMatch(job -> job.instance().filter(made -> made.slot() == slot).isPresent());
  }

  private boolean stopsFirst(String name) {
    Node node = next.stack().nodes().get(name);
    Job job = node.job().orElseThrow();
    Update.Order order = node.update().order();
    return order == Update.Order.STOP_FIRST
        || job.pinned()
        || (order == Update.Order.AUTO && !job.hostPorts().isEmpty());
  }

  private NodeId id(NodeChange change) {
    return new NodeId(next.name(), change.node());
  }
}
