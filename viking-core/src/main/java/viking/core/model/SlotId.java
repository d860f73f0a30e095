package viking.core.model;

/** One place among a node's instances; its volume stays on one host over releases. */
public record SlotId(String stack, String node, String slot) {
  @Override
  public String toString() {
    return stack + "/" + node + "/" + slot;
  }
}
