package viking.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What will happen, in order of time; what is due at one time happens in the order it was set. */
final class Schedule {
  static final long MILLI = 1_000_000L;
  static final long SECOND = 1000 * MILLI;

  private record Due(long at, long order, Runnable what) {}

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private long order;
  private long now;

  long now() {
    return now;
  }

  void after(long nanos, Runnable what) {
    queue.add(new Due(now + Math.max(0, nanos), order++, what));
  }

  void at(long time, Runnable what) {
    queue.add(new Due(Math.max(time, now), order++, what));
  }

  /** Takes the next step, unless it lies behind the given time; whether there was one. */
  boolean step(long until) {
    Due due = queue.peek();
    if (due == null || due.at() > until) {
      now = Math.max(now, until);
      return false;
    }
    queue.poll();
    now = due.at();
    due.what().run();
    return true;
  }
}
