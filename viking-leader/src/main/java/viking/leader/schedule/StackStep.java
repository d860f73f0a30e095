package viking.leader.schedule;

import java.util.List;
import viking.core.key.Keys;
import viking.core.store.Compare;
import viking.core.store.GuardedWrites;
import viking.core.store.Write;
import viking.leader.deployment.Move;

/** Writes for one stack that land together, only while its {@code /stack} is as it was read. */
public record StackStep(String stack, List<Compare> compares, List<Write> writes, String reason)
    implements Move<String> {
  public StackStep {
    compares = List.copyOf(compares);
    writes = List.copyOf(writes);
  }

  @Override
  public String subject() {
    return stack;
  }

  /** Begins a step that holds only while the stack's release is as it is now. */
  static Builder about(StackView view) {
    return new Builder(view.name())
        .when(Compare.modified(Keys.stack(view.name()), view.revision()));
  }

  /** Begins a step that puts the stack's release itself. */
  static Builder replacing(StackView view) {
    return new Builder(view.name());
  }

  /** A step in the making. */
  static final class Builder {
    private final String stack;
    private final GuardedWrites writes = new GuardedWrites();

    private Builder(String stack) {
      this.stack = stack;
    }

    Builder when(Compare compare) {
      writes.when(compare);
      return this;
    }

    Builder put(String key, String value, long modified) {
      writes.put(key, value, modified);
      return this;
    }

    Builder delete(String key, long modified) {
      writes.delete(key, modified);
      return this;
    }

    boolean writesNothing() {
      return writes.isEmpty();
    }

    int size() {
      return writes.writes().size();
    }

    StackStep because(String reason) {
      return new StackStep(stack, writes.compares(), writes.writes(), reason);
    }
  }
}
