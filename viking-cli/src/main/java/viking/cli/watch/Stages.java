package viking.cli.watch;

import java.util.ArrayList;
import java.util.List;
import viking.cli.client.Tree;
import viking.cli.text.Cell;

/** The words for how nodes, jobs and images stand. */
final class Stages {
  private Stages() {}

  /** Whether nothing more is to happen with the node. */
  static boolean complete(Tree node) {
    return node.text("why").isEmpty() && node.number("ready") >= node.number("wanted");
  }

  /** {@code 2/3 ready, 1 new}: how many there are of it. */
  static String count(Tree node) {
    long wanted = node.number("wanted");
    String kind = node.text("kind");
    if (kind.equals("website") || kind.equals("cron") || (kind.equals("once") && wanted == 0)) {
      return kind;
    }
    return node.text("ready") + "/" + wanted;
  }

  /** A sentence of the node. */
  static String node(Tree node) {
    String why = node.text("why");
    String tail = why.isEmpty() ? "" : "; " + why;
    long wanted = node.number("wanted");
    if (wanted == 0) {
      return why.isEmpty() ? "as it is to be" : why;
    }
    if (complete(node)) {
      return "ready, " + node.text("ready") + " of " + wanted;
    }
    return node.text("ready")
        + " of "
        + wanted
        + " ready, "
        + node.number("current")
        + " of this release"
        + tail;
  }

  /** {@code starting on h2: pulling}. */
  static String job(Tree job) {
    String health = job.text("health");
    StringBuilder text = new StringBuilder(job.text("state"));
    if (!health.isEmpty() && !health.equals("none")) {
      text.append(" (").append(health).append(')');
    }
    if (!job.text("host").isEmpty()) {
      text.append(" on ").append(job.text("host"));
    }
    if (!job.text("message").isEmpty()) {
      text.append(": ").append(job.text("message"));
    }
    return Cell.harmless(text.toString());
  }

  /** Whether a job needs no word; nor does a run by the clock that has failed some time ago. */
  static boolean settled(Tree job) {
    return job.flag("current")
        && (job.text("state").equals("done")
            || (job.text("state").equals("running") && job.text("health").equals("healthy"))
            || (job.text("state").equals("failed") && tag(job.text("job")).startsWith("cron.")));
  }

  /** The node's own reason, and those of its jobs that are on their way, by tag. */
  static String waits(Tree node) {
    List<String> parts = new ArrayList<>();
    if (!node.text("why").isEmpty()) {
      parts.add(node.text("why"));
    }
    node.list("jobs").stream()
        .filter(job -> !settled(job))
        .filter(job -> job.flag("current") || !job.text("state").equals("running"))
        .forEach(job -> parts.add(tag(job.text("job")) + " " + job(job)));
    return String.join("; ", parts);
  }

  private static String tag(String id) {
    String[] parts = id.split("\\.", 3);
    return parts.length == 3 ? parts[2] : id;
  }
}
