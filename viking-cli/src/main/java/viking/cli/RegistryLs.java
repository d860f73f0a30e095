package viking.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import viking.cli.client.Answer;
import viking.cli.client.Tree;
import viking.cli.text.Cell;
import viking.cli.text.Table;

/** {@code viking registry ls}: as whom images are pulled. */
@Command(
    name = "ls",
    description = "Lists the logins at registries, without their passwords.",
    footer = {"", "Example:", "  viking registry ls"})
final class RegistryLs implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();

  RegistryLs(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Answer answer = session.api().get("/v1/registries");
    if (listing.printed(answer, session)) {
      return 0;
    }
    List<Tree> all = answer.tree().list("registries");
    Table table = new Table("REGISTRY", "USER");
    for (Tree each : all) {
      String user = each.text("user");
      table.add(
          Cell.of(each.text("registry")),
          Cell.of(user.isEmpty() ? "not to be read with this host's secret key" : user));
    }
    session.print(table);
    if (all.isEmpty()) {
      session.note("no logins; 'viking registry login' makes one");
    }
    return 0;
  }
}
