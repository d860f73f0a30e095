package viking.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** The story of a run, kept to its last pages. */
final class Trace {
  private static final int KEPT = 4000;

  private final Schedule schedule;
  private final Deque<String> lines = new ArrayDeque<>();
  private long total;

  Trace(Schedule schedule) {
    this.schedule = schedule;
  }

  void tell(String who, String what) {
    total++;
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.add(
        String.format(
            Locale.ROOT, "%10.3f  %-12s %s", schedule.now() / (double) Schedule.SECOND, who, what));
  }

  String text() {
    String skipped = total > KEPT ? "… " + (total - KEPT) + " earlier lines\n" : "";
    return skipped + String.join("\n", lines);
  }
}
