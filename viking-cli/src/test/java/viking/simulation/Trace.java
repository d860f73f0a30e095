package viking.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.stream.Collectors;

/** The story of a run, kept to its last pages. */
final class Trace {
  private static final int KEPT = 4000;

  private record Line(long at, String who, String what) {
    String text() {
      double seconds = at / (double) Schedule.SECOND;
      return String.format(Locale.ROOT, "%10.3f  %-12s %s", seconds, who, what);
    }
  }

  private final Schedule schedule;
  private final Deque<Line> lines = new ArrayDeque<>();
  private long total;

  Trace(Schedule schedule) {
    this.schedule = schedule;
  }

  void tell(String who, String what) {
    total++;
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.add(new Line(schedule.now(), who, what));
  }

  String text() {
    String skipped = total > KEPT ? "… " + (total - KEPT) + " earlier lines\n" : "";
    return skipped + lines.stream().map(Line::text).collect(Collectors.joining("\n"));
  }
}
