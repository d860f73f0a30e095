package viking.core.stackfile;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import viking.core.codec.Suggestion;
import viking.core.model.Domain;
import viking.core.model.Expose;
import viking.core.model.Node;
import viking.core.model.Protocol;

/** Whether the nodes of a stack get along: who waits for whom, whose domain is whose. */
final class NodeChecks {
  private final Map<String, FoundNode> nodes = new LinkedHashMap<>();
  private final Problems problems;

  NodeChecks(List<FoundNode> nodes, Problems problems) {
    nodes.forEach(each -> this.nodes.put(each.name(), each));
    this.problems = problems;
  }

  void run() {
    Map<String, Found<String>> owners = new HashMap<>();
    Map<String, List<Found<String>>> waits = new LinkedHashMap<>();
    for (FoundNode node : nodes.values()) {
      node.after().forEach(each -> after(each));
      node.domains().forEach(each -> domain(node, each, owners));
      node.node().filter(read -> !read.website()).ifPresent(read -> ports(node, read));
      waits.put(node.name(), node.after());
    }
    for (Circles.Circle circle : Circles.in(waits)) {
      problems.add(
          circle.at(), "nodes wait for each other: " + String.join(" after ", circle.names()));
    }
  }

  private void after(Found<String> name) {
    FoundNode other = nodes.get(name.value());
    if (other == null) {
      problems.add(
          name.at(),
          "after: there is no node '"
              + Scalar.shortened(name.value())
              + "'"
              + Suggestion.of(name.value(), nodes.keySet())
                  .map(near -> ", did you mean '" + near + "'?")
                  .orElse("; there are " + String.join(", ", nodes.keySet())));
    } else if (other.website()) {
      problems.add(name.at(), "after: '" + name.value() + "' is a website, which is always there");
    } else if (other.cron()) {
      problems.add(
          name.at(), "after: '" + name.value() + "' runs by the clock; nothing can wait for it");
    }
  }

  private void domain(FoundNode node, Found<Domain> domain, Map<String, Found<String>> owners) {
    String name = domain.value().name();
    Found<String> owner = owners.putIfAbsent(name, new Found<>(node.name(), domain.at()));
    if (owner != null) {
      problems.add(
          domain.at(),
          "domain '"
              + name
              + "' is given twice, first in line "
              + owner.at().line()
              + (owner.value().equals(node.name()) ? "" : " to '" + owner.value() + "'"));
    }
    if (node.website() && domain.value().port().isPresent()) {
      problems.add(domain.at(), "domain '" + name + "': a website has no ports; leave it out");
    }
  }

  /** A domain must lead to a port that is there. */
  private void ports(FoundNode found, Node node) {
    List<Expose> ports = node.job().map(job -> job.expose()).orElse(List.of());
    for (Found<Domain> each : found.domains()) {
      String name = each.value().name();
      OptionalInt port = node.portOf(each.value());
      if (ports.isEmpty()) {
        problems.add(
            each.at(),
            "domain '"
                + name
                + "' leads nowhere: "
                + found.name()
                + " exposes no port; add expose: ["
                + (port.isPresent() ? port.getAsInt() : 80)
                + "]");
      } else if (!tcp(ports, port)) {
        problems.add(
            each.at(),
            "domain '"
                + name
                + "' leads to port "
                + port.getAsInt()
                + ", which is not exposed"
                + (ports.stream().anyMatch(p -> p.port() == port.getAsInt()) ? " for tcp" : "")
                + tcpPort(ports).map(p -> "; " + p + " is").orElse(""));
      }
    }
  }

  private static boolean tcp(List<Expose> ports, OptionalInt port) {
    return ports.stream()
        .anyMatch(p -> p.protocol() == Protocol.TCP && p.port() == port.orElse(-1));
  }

  private static Optional<Integer> tcpPort(List<Expose> ports) {
    return ports.stream().filter(p -> p.protocol() == Protocol.TCP).map(Expose::port).findFirst();
  }
}
