package viking.cli.watch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import viking.cli.client.Tree;
import viking.cli.text.Amount;
import viking.cli.text.Lines;

/** What a deploy has brought about. */
public final class Summary {
  private static final int MOST_ENDPOINTS = 3;

  private Summary() {}

  /**
   * In a few lines.
   *
   * @param accepted what the API said when it took the release
   * @param jobs of the stack, with their ports
   */
  public static Lines of(Tree accepted, Tree stack, List<Tree> jobs, Duration time) {
    Lines lines = new Lines();
    lines.add(
        stack.text("stack"),
        "release " + stack.text("release") + " runs, after " + Amount.time(time));
    lines.add("changed", names(accepted.list("changed")));
    lines.add("unchanged", names(accepted.list("unchanged")));
    for (Tree node : stack.list("nodes")) {
      // A release is through though a node of an earlier one waits for its host.
      boolean lacks = node.number("ready") < node.number("wanted");
      lines.add("not ready", lacks ? node.text("node") + ": " + why(node) : "");
    }
    for (Tree node : stack.list("nodes")) {
      String domains = names(node.list("domains"));
      lines.add("domains", domains.isEmpty() ? "" : domains + " -> " + node.text("node"));
    }
    endpoints(jobs).forEach((node, all) -> lines.add("ports", node + " " + shortened(all)));
    return lines;
  }

  private static String names(List<Tree> names) {
    return names.stream().map(Tree::asText).collect(Collectors.joining(", "));
  }

  private static String why(Tree node) {
    return node.list("jobs").stream()
        .filter(job -> !job.text("health").equals("healthy") && !job.text("message").isEmpty())
        .map(job -> job.text("job") + " " + job.text("state") + ": " + job.text("message"))
        .findFirst()
        .orElse(node.text("ready") + " of " + node.text("wanted"));
  }

  private static Map<String, List<String>> endpoints(List<Tree> jobs) {
    return jobs.stream()
        .flatMap(job -> job.list("ports").stream().map(port -> Map.entry(job.text("node"), port)))
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                LinkedHashMap::new,
                Collectors.mapping(each -> endpoint(each.getValue()), Collectors.toList())));
  }

  /** {@code 10.0.0.1:32768->80}, with the protocol where it is not TCP. */
  public static String endpoint(Tree port) {
    String address = port.text("address");
    String protocol = port.text("protocol");
    return (address.contains(":") ? "[" + address + "]" : address)
        + ":"
        + port.text("hostPort")
        + "->"
        + port.text("port")
        + (protocol.equals("tcp") || protocol.isEmpty() ? "" : "/" + protocol);
  }

  private static String shortened(List<String> all) {
    String shown = String.join(", ", all.subList(0, Math.min(all.size(), MOST_ENDPOINTS)));
    return all.size() > MOST_ENDPOINTS
        ? shown + " and " + (all.size() - MOST_ENDPOINTS) + " more"
        : shown;
  }
}
