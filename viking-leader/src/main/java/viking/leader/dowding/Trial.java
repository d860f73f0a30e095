package viking.leader.dowding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import viking.core.model.NodeId;

/** Room taken in a fleet while a plan is worked out; closing gives all of it back. */
final class Trial implements AutoCloseable {
  private record Taken(Berth berth, NodeId node, Want want) {}

  private record Left(Berth berth, NodeId node) {}

  private final Fleet fleet;
  private final List<Taken> taken = new ArrayList<>();
  private final List<Left> left = new ArrayList<>();

  Trial(Fleet fleet) {
    this.fleet = fleet;
  }

  void take(Berth berth, NodeId node, Want want) {
    fleet.take(berth, node, want);
    fleet.seat(berth);
    taken.add(new Taken(berth, node, want));
  }

  /** What the request is to replace counts as gone, but for its room. */
  void replaces(Request request) {
    NodeId node = request.id().nodeId();
    for (String hostname : request.replaces()) {
      fleet
          .berth(hostname)
          .filter(berth -> fleet.discount(berth, node))
          .ifPresent(berth -> left.add(new Left(berth, node)));
    }
  }

  @Override
  public void close() {
    left.forEach(each -> fleet.count(each.berth, each.node));
    Set<Berth> touched = new HashSet<>();
    for (Taken each : taken) {
      fleet.giveBack(each.berth, each.node, each.want);
      touched.add(each.berth);
    }
    touched.forEach(fleet::seat);
  }
}
