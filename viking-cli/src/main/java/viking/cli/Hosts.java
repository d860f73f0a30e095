package viking.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import viking.cli.client.Answer;
import viking.cli.client.Tree;
import viking.cli.text.Amount;
import viking.cli.text.Cell;
import viking.cli.text.Table;

/** {@code viking hosts}: the hosts, what they have, and what of it is taken. */
@Command(
    name = "hosts",
    description = "Lists the hosts: how they fare, and what they have.",
    footer = {
      "",
      "Examples:",
      "  viking hosts",
      "  viking hosts -o json | jq -r '.hosts[] | select(.state != \"ready\") | .name'",
      "",
      "CPU is in cores; what is reserved stands before the slash. A lost host is one",
      "that is gone while jobs are still assigned to it.",
    })
final class Hosts implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();

  Hosts(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Answer answer = session.api().get("/v1/hosts");
    if (listing.printed(answer, session)) {
      return 0;
    }
    List<Tree> hosts = answer.tree().list("hosts");
    Table table =
        new Table("HOST", "STATE", "ADDRESS", "JOBS", "CPU", "MEMORY", "ENGINE", "TAGS", "REASON");
    for (Tree host : hosts) {
      table.add(
          Cell.of(host.text("name")),
          Moods.host(host.text("state"), host.flag("leader")),
          Cell.of(host.text("address")),
          Cell.of(host.text("jobs")),
          Cell.of(cpu(host)),
          Cell.of(memory(host)),
          Cell.of(host.text("engine")),
          Cell.of(host.list("tags").stream().map(Tree::asText).collect(Collectors.joining(","))),
          Cell.of(host.text("reason")));
    }
    session.print(table);
    if (hosts.isEmpty()) {
      session.note("no hosts; start 'viking host' on a server with Docker");
    } else if (answer.tree().text("leader").isEmpty()) {
      session.note("nobody leads: no job is placed until a master is elected");
    }
    return 0;
  }

  private static String cpu(Tree host) {
    return host.find("cpu")
        .filter(all -> all > 0)
        .map(all -> Amount.cores(host.at("reserved").number("cpu")) + "/" + Amount.cores(all))
        .orElse("");
  }

  private static String memory(Tree host) {
    return host.find("memory")
        .filter(all -> all > 0)
        .map(all -> Amount.size(host.at("reserved").number("memory")) + "/" + Amount.size(all))
        .orElse("");
  }
}
