package viking.core.model;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/** What a stack file says, in its order: images to build, nodes to run. Nothing is resolved yet. */
public record Stack(
    String name, String comment, Map<String, Build> builds, Map<String, Node> nodes) {
  public Stack {
    Grammar.NAME.check("stack", name);
    builds = ImmutableMap.copyOf(builds);
    nodes = ImmutableMap.copyOf(nodes);
    builds.keySet().forEach(build -> Grammar.NAME.check("build", build));
    nodes.keySet().forEach(node -> Grammar.NAME.check("node", node));
  }
}
