package viking.core.model;

import java.util.Optional;

/** Names one process to be run: an instance of a node of a stack. */
public record JobId(String stack, String node, String tag) implements Comparable<JobId> {
  private static final String CONTAINER_PREFIX = "viking.";

  public JobId {
    Grammar.NAME.check("stack", stack);
    Grammar.NAME.check("node", node);
    Grammar.TAG.check("tag", tag);
  }

  /** Reads {@code <stack>.<node>.<tag>}; only the tag may hold further dots. */
  public static JobId parse(String text) {
    String[] parts = text.split("\\.", 3);
    if (parts.length != 3) {
      throw new BadInput("job '" + text + "' is not <stack>.<node>.<tag>");
    }
    return new JobId(parts[0], parts[1], parts[2]);
  }

  /**
   * What a volume is pinned by, so that data outlives releases: the slot behind a release's number,
   * or the whole tag of a job put by hand.
   */
  public String slot() {
    return instance().map(made -> Integer.toString(made.slot())).orElse(tag);
  }

  /** Which instance of which release it is; empty for all jobs that are none. */
  public Optional<Instance> instance() {
    return Instance.of(tag);
  }

  public NodeId nodeId() {
    return new NodeId(stack, node);
  }

  public SlotId slotId() {
    return new SlotId(stack, node, slot());
  }

  public String container() {
    return CONTAINER_PREFIX + this;
  }

  @Override
  public int compareTo(JobId other) {
    int stacks = stack.compareTo(other.stack);
    if (stacks != 0) {
      return stacks;
    }
    int nodes = node.compareTo(other.node);
    return nodes != 0 ? nodes : tag.compareTo(other.tag);
  }

  @Override
  public String toString() {
    return stack + "." + node + "." + tag;
  }
}
