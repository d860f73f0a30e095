package viking.leader.dowding;

import java.util.List;
import java.util.function.Predicate;
import viking.core.model.NodeId;

/** The hosts with instances of one node in the order in which they are given further ones. */
final class Line {
  private final Fleet fleet;
  private final NodeId node;
  private final List<String> flexible;
  private final Order order = new Order();

  Line(Fleet fleet, Group group) {
    this.fleet = fleet;
    this.node = group.node();
    this.flexible = group.flexible();
    fleet.holders(node).keySet().stream().filter(Berth::takesJobs).forEach(this::seat);
  }

  boolean serves(Group group) {
    return node.equals(group.node()) && flexible.equals(group.flexible());
  }

  /** Whether every host that takes jobs stands in it. */
  boolean isComplete() {
    return order.size() == fleet.order().size();
  }

  /** Gives a host, which has been given an instance, its new place. */
  void seat(Berth berth) {
    int instances = fleet.holders(node).getOrDefault(berth, 0);
    order.seat(berth, ((long) instances << Integer.SIZE) + berth.missing(flexible));
  }

  List<Berth> first(Search search, Predicate<Berth> admits) {
    return order.first(1, search, admits);
  }
}
