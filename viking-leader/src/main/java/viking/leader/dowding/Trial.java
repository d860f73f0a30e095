package viking.leader.dowding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import viking.core.model.NodeId;

/** Room taken in a fleet while a plan is worked out; closing gives all of it back. */
final class Trial implements AutoCloseable {
  private record Taken(Berth berth, NodeId node, Want want) {}

  private final Fleet fleet;
  private final List<Taken> taken = new ArrayList<>();

  Trial(Fleet fleet) {
    this.fleet = fleet;
  }

  void take(Berth berth, NodeId node, Want want) {
    fleet.take(berth, node, want);
    fleet.seat(berth);
    taken.add(new Taken(berth, node, want));
  }

  @Override
  public void close() {
    Set<Berth> touched = new HashSet<>();
    for (Taken each : taken) {
      fleet.giveBack(each.berth, each.node, each.want);
      touched.add(each.berth);
    }
    touched.forEach(fleet::seat);
  }
}
