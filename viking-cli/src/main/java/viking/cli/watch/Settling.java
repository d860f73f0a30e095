package viking.cli.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import viking.cli.client.Tree;
import viking.core.codec.Quantity;
import viking.core.model.BadInput;

/**
 * Which nodes of a release that is on its way have become ready, and are to stay so for a while
 * before it goes on. No key says since when: it counts from when it was seen first.
 */
final class Settling {
  private final Set<String> lacked = new HashSet<>();
  private final Map<String, Instant> since = new HashMap<>();

  void look(Tree stack, Instant now) {
    if (!stack.at("rollout").text("phase").equals("rolling")) {
      lacked.clear();
      since.clear();
      return;
    }
    for (Tree node : stack.list("nodes")) {
      String name = node.text("node");
      if (!Stages.complete(node)) {
        lacked.add(name);
        since.remove(name);
      } else if (lacked.contains(name) && !node.text("minReady").isEmpty()) {
        since.putIfAbsent(name, now);
      }
    }
  }

  /** {@code ready for 3 of 5s}; nothing of a node that waits for no such time. */
  String of(Tree node, Instant now) {
    Instant began = since.get(node.text("node"));
    if (began == null) {
      return "";
    }
    try {
      Duration wanted = Quantity.duration(node.text("minReady"));
      long seconds = Math.max(0, Duration.between(began, now).toSeconds());
      return seconds < wanted.toSeconds()
          ? "ready for " + seconds + " of " + wanted.toSeconds() + "s"
          : "";
    } catch (BadInput e) {
      return "";
    }
  }
}
