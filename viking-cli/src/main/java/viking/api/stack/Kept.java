package viking.api.stack;

import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import viking.core.model.Release;
import viking.core.model.Rollout;

/** How much of a stack's history is kept beside a further release; every leader has it in mind. */
final class Kept {
  private static final int RELEASES = 50;

  /** Letters of all of them. */
  private static final int LONGEST = 4 << 20;

  private static final int MOST_FORGOTTEN = 10;

  private Kept() {}

  /**
   * The numbers of those that go, the oldest first, and never many at once. The last good one
   * stays, since a failed release falls back on it.
   */
  static List<Integer> without(Present now, Release next, int length) {
    int good = now.rollout().map(Rollout::good).orElse(0);
    return beyond(now, next, length).stream()
        .filter(number -> number != good && number != next.of())
        .limit(MOST_FORGOTTEN)
        .toList();
  }

  /** What there is no room for beside what is newer. */
  private static List<Integer> beyond(Present now, Release next, int length) {
    List<Integer> beyond = new ArrayList<>();
    long kept = length;
    for (int number : Lists.reverse(List.copyOf(now.releases().keySet()))) {
      kept += now.releases().get(number).value().length();
      if (number <= next.number() - RELEASES || kept > LONGEST) {
        beyond.add(number);
      }
    }
    Collections.reverse(beyond);
    return beyond;
  }
}
