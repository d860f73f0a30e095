package viking.leader.schedule;

import java.util.ArrayList;
import java.util.List;

/** What is to be done about a stack, in order, and when to look at it again if nothing happens. */
final class StackPlan {
  /** A pass stays short; what is left is planned when these have landed. */
  private static final int MOST_STEPS = 2000;

  private final List<StackStep> steps = new ArrayList<>();
  private long wakeAt = Long.MAX_VALUE;

  void add(StackStep step) {
    steps.add(step);
  }

  boolean full() {
    return steps.size() >= MOST_STEPS;
  }

  void wakeAt(long nanos) {
    wakeAt = Math.min(wakeAt, nanos);
  }

  List<StackStep> steps() {
    return List.copyOf(steps);
  }

  long wakeAt() {
    return wakeAt;
  }
}
