package viking.core.stackfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import viking.core.model.Expose;

/** {@code expose}: ports, each alone or as {@code {port, public}}. */
final class ExposeReader {
  private static final String KEY = "expose";

  private final Section node;
  private final Problems problems;
  private final Map<String, Spot> taken = new HashMap<>();

  ExposeReader(Section node) {
    this.node = node;
    this.problems = node.around().problems();
  }

  List<Expose> read() {
    List<Expose> all = new ArrayList<>();
    for (Value each : node.items(KEY)) {
      Optional<Found<Expose>> port =
          each instanceof Table
              ? node.section(KEY, each).flatMap(section -> withMore(section, each.at()))
              : node.item(KEY, each).flatMap(text -> node.read(text, Expose::parse));
      port.ifPresent(
          found -> {
            refuseTwice(found);
            all.add(found.value());
          });
    }
    return all;
  }

  private Optional<Found<Expose>> withMore(Section section, Spot at) {
    if (!section.has("port") && section.strangers().findAny().isEmpty()) {
      problems.add(at, section.path() + " has no port, such as {port: 80, public: true}");
    }
    boolean open = section.flag("public");
    return section
        .found("port", Expose::parse)
        .map(port -> open ? new Found<>(port.value().opened(), port.at()) : port);
  }

  private void refuseTwice(Found<Expose> port) {
    Expose read = port.value();
    once("port " + read.port() + "/" + read.protocol(), port.at());
    read.hostPort().ifPresent(host -> once("host port " + host, port.at()));
  }

  private void once(String what, Spot at) {
    Spot before = taken.putIfAbsent(what, at);
    if (before != null) {
      problems.add(
          at, what + " is exposed twice in " + node.path() + ", first in line " + before.line());
    }
  }
}
