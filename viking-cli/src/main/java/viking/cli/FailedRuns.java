package viking.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import viking.cli.client.Tree;

/**
 * Jobs without the failed runs of what the clock runs, but for the last ones: they are kept for a
 * while, and would push everything else from the screen.
 *
 * @param hidden how many are left out, by node
 */
record FailedRuns(List<Tree> shown, Map<String, Integer> hidden) {
  private static final int SHOWN = 2;

  /** Of jobs by id, so that later runs come later. */
  static FailedRuns folded(List<Tree> jobs) {
    Map<String, Integer> seen = new HashMap<>();
    Map<String, Integer> hidden = new TreeMap<>();
    List<Tree> shown = new ArrayList<>();
    for (int i = jobs.size() - 1; i >= 0; i--) {
      Tree job = jobs.get(i);
      String node = job.text("stack") + "/" + job.text("node");
      if (failed(job) && seen.merge(node, 1, Integer::sum) > SHOWN) {
        hidden.merge(node, 1, Integer::sum);
      } else {
        shown.add(job);
      }
    }
    Collections.reverse(shown);
    return new FailedRuns(List.copyOf(shown), Collections.unmodifiableMap(hidden));
  }

  private static boolean failed(Tree job) {
    return job.text("state").equals("failed") && job.text("tag").startsWith("cron.");
  }
}
