package viking.leader.dowding;

import java.util.HashMap;
import java.util.Map;
import viking.core.model.NodeId;

/** How many instances of each node are on which hosts. */
final class Instances {
  private final Map<NodeId, Map<Berth, Integer>> byNode = new HashMap<>();

  void add(NodeId node, Berth berth) {
    // Most nodes are on few hosts, and there may be very many nodes.
    byNode.computeIfAbsent(node, n -> new HashMap<>(2)).merge(berth, 1, Integer::sum);
  }

  void remove(NodeId node, Berth berth) {
    byNode.computeIfPresent(
        node,
        (n, counts) -> {
          counts.computeIfPresent(berth, (b, count) -> count > 1 ? count - 1 : null);
          return counts.isEmpty() ? null : counts;
        });
  }

  boolean has(NodeId node, Berth berth) {
    return of(node).containsKey(berth);
  }

  Map<Berth, Integer> of(NodeId node) {
    return byNode.getOrDefault(node, Map.of());
  }
}
