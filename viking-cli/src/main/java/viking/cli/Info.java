package viking.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import viking.cli.client.Answer;
import viking.cli.client.Tree;
import viking.cli.text.Amount;
import viking.cli.text.Cell;
import viking.cli.text.Colour;
import viking.cli.text.Lines;

/** {@code viking info}: the host that answers, whether or not etcd does. */
@Command(
    name = "info",
    description = "Describes the host whose API answers. Works without etcd, too.",
    footer = {
      "",
      "Examples:",
      "  viking info",
      "  viking info --addr h2",
      "  viking info -o json | jq -r .problem",
    })
final class Info implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();

  Info(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Answer answer = session.api().get("/v1/info");
    if (!listing.printed(answer, session)) {
      print(answer.tree());
    }
    return 0;
  }

  private void print(Tree info) {
    Lines lines = new Lines();
    lines.add("host", info.text("hostname"));
    lines.add("address", info.text("address"));
    lines.add("id", info.text("id"));
    lines.add("tags", words(info, "tags"));
    lines.add("cluster", info.text("cluster"));
    lines.add("part", part(info));
    lines.add("etcd", words(info, "etcd"));
    lines.add("revision", info.text("revision"));
    lines.add("viking", info.text("version") + " (key format " + info.text("keyFormat") + ")");
    lines.add("engine", info.text("engine"));
    lines.add("up", Amount.time(Duration.ofSeconds(info.number("uptimeSeconds"))));
    lines.add(new Cell("problem", Colour.BAD), info.text("problem"));
    session.print(lines);
  }

  private static String part(Tree info) {
    String part = info.flag("master") ? "master and slave" : "slave";
    if (info.flag("leads")) {
      return part + ", leads";
    }
    return info.flag("registered") ? part : part + ", not registered";
  }

  private static String words(Tree info, String field) {
    return info.list(field).stream().map(Tree::asText).collect(Collectors.joining(", "));
  }
}
