package viking.api.stack;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import viking.api.stack.NodeChange.Action;
import viking.core.model.Release;

/** What a release changes, node by node: those of the new file in its order, then what goes. */
record Difference(List<NodeChange> nodes, List<String> notes) {
  Difference {
    nodes = ImmutableList.copyOf(nodes);
    notes = ImmutableList.copyOf(notes);
  }

  /** Of a release that is there already. */
  static Difference none(Release release) {
    List<NodeChange> nodes =
        release.stack().nodes().keySet().stream()
            .map(name -> new NodeChange(name, Action.KEEP, "nothing has changed", List.of(), 0))
            .toList();
    return new Difference(nodes, List.of());
  }

  /**
   * @param now with the counts as they are
   * @param scales the counts that go on overriding the file's
   */
  static Difference of(Present now, Release next, Map<String, Integer> scales) {
    return new Comparison(now, next, scales).difference();
  }

  /** The same, with more to be said. */
  Difference with(List<String> further) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(further);
    return new Difference(nodes, all);
  }

  List<String> changed() {
    return nodes.stream().filter(NodeChange::moves).map(NodeChange::node).toList();
  }

  List<String> unchanged() {
    return nodes.stream().filter(each -> !each.moves()).map(NodeChange::node).toList();
  }
}
