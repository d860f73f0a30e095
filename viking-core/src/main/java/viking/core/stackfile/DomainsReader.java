package viking.core.stackfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import viking.core.model.BadInput;
import viking.core.model.Domain;
import viking.core.model.Grammar;

/** {@code domains}: names, each alone or as {@code {name: port}}. */
final class DomainsReader {
  private static final String KEY = "domains";

  private final Section node;
  private final List<Found<Domain>> all = new ArrayList<>();

  DomainsReader(Section node) {
    this.node = node;
  }

  List<Found<Domain>> read() {
    for (Value each : node.items(KEY)) {
      if (each instanceof Table table) {
        table.entries().forEach(this::withPort);
      } else {
        node.item(KEY, each)
            .flatMap(text -> node.read(text, t -> domain(t, OptionalInt.empty())))
            .ifPresent(all::add);
      }
    }
    return all;
  }

  private void withPort(String name, Table.Entry entry) {
    Problems problems = node.around().problems();
    if (entry.value().nothing()) {
      problems.add(
          entry.at(),
          "domain '"
              + name
              + "' has no port; a blank follows the colon, as {"
              + name.replaceFirst(":.*", "")
              + ": 8080}");
    } else if (entry.value() instanceof Scalar port) {
      node.read(port, DomainsReader::port)
          .flatMap(p -> problems.attempt(entry.at(), () -> domain(name, OptionalInt.of(p.value()))))
          .ifPresent(domain -> all.add(new Found<>(domain, entry.at())));
    } else {
      node.wrongItem(KEY, "a name, or {name: port}", entry.value());
    }
  }

  private static int port(String text) {
    return Integer.parseInt(Grammar.PORT.check("port", text));
  }

  private static Domain domain(String name, OptionalInt port) {
    String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    int colon = name.lastIndexOf(':');
    if (colon > 0 && Grammar.PORT.matches(name.substring(colon + 1)) && !name.contains("/")) {
      String host = name.substring(0, colon);
      throw new BadInput(
          "domain '"
              + name
              + "': its port is written {"
              + host
              + ": "
              + name.substring(colon + 1)
              + "}");
    }
    if (name.contains("/")) {
      throw new BadInput("domain '" + name + "' is a name alone, such as a.com: no http, no path");
    }
    if (!Grammar.DOMAIN.matches(name) && Grammar.DOMAIN.matches(plain)) {
      throw new BadInput("domain '" + name + "' is written '" + plain + "'");
    }
    return new Domain(name, port);
  }
}
