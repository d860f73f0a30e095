package viking.leader.schedule;

import java.util.ArrayList;
import java.util.List;
import viking.core.key.Keys;
import viking.core.store.Compare;
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

  /** Gathers writes, each with the compare that keeps it from landing on something newer. */
  static final class Builder {
    private final String stack;
    private final List<Compare> compares = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();

    private Builder(String stack) {
      this.stack = stack;
    }

    Builder when(Compare compare) {
      compares.add(compare);
      return this;
    }

    Builder put(String key, String value, long modified) {
      compares.add(Compare.modified(key, modified));
      writes.add(Write.put(key, value));
      return this;
    }

    Builder delete(String key, long modified) {
      compares.add(Compare.modified(key, modified));
      writes.add(Write.delete(key));
      return this;
    }

    boolean writesNothing() {
      return writes.isEmpty();
    }

    int size() {
      return writes.size();
    }

    StackStep because(String reason) {
      return new StackStep(stack, compares, writes, reason);
    }
  }
}
