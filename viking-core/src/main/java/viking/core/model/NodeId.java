package viking.core.model;

import java.util.Comparator;

/** A node of a stack: what a stack file lists under {@code deploy}. */
public record NodeId(String stack, String node) implements Comparable<NodeId> {
  private static final Comparator<NodeId> ORDER =
      Comparator.comparing(NodeId::stack).thenComparing(NodeId::node);

  @Override
  public int compareTo(NodeId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return stack + "/" + node;
  }
}
