package viking.leader.dowding;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import viking.core.model.Job;
import viking.core.model.NodeId;

/** Requests of one node that are alike in everything that decides about their place. */
record Group(
    NodeId node, Want want, List<String> flexible, Set<String> avoid, List<Request> members) {

  static Group of(List<Request> members) {
    Request first = members.get(0);
    return new Group(
        first.id().nodeId(),
        Want.of(first),
        Want.tags(first.job(), true),
        first.avoid(),
        List.copyOf(members));
  }

  /**
   * All requests in the order in which they are to be placed: those with a pin, then big before
   * small, then by job id. Neighbours that are alike make a group, so that groups only save work
   * and never change the order.
   */
  static List<Group> inOrder(Fleet fleet, List<Request> requests) {
    List<Request> ordered = Turn.order(fleet, requests);
    List<Group> groups = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= ordered.size(); i++) {
      if (i == ordered.size() || !alike(ordered.get(start), ordered.get(i))) {
        groups.add(of(ordered.subList(start, i)));
        start = i;
      }
    }
    return groups;
  }

  /** Whether a host admits its jobs and need not be avoided. */
  boolean welcomes(Berth berth) {
    return Filters.admit(berth, want) && !avoid.contains(berth.name());
  }

  private static boolean alike(Request one, Request other) {
    return one.id().node().equals(other.id().node())
        && one.id().stack().equals(other.id().stack())
        && one.pin().isEmpty()
        && other.pin().isEmpty()
        && one.avoid().equals(other.avoid())
        && alike(one.job(), other.job());
  }

  private static boolean alike(Job one, Job other) {
    return one.resources().equals(other.resources())
        && one.filter().equals(other.filter())
        && one.expose().equals(other.expose());
  }
}
