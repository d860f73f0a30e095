package viking.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Tree;
import viking.cli.text.Cell;
import viking.cli.text.Colour;
import viking.cli.text.Table;

/** {@code viking why}: where a job is and why, or what it waits for. */
@Command(
    name = "why",
    description = {
      "Says where a job is and why, or what it waits for.",
      "And of every host, or of the one named, whether the job fits there, and why."
    },
    footer = {
      "",
      "Examples:",
      "  viking why shop.web.7.2",
      "  viking why adhoc/hello h2    why it is on h2, or is not",
    })
final class Why implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();
  @Mixin private final NamedJob job = new NamedJob();

  @Parameters(index = "1", arity = "0..1", paramLabel = "HOST", description = "This one alone.")
  private Optional<String> host;

  Why(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    String query =
        host.map(name -> "?host=" + Api.piece(HostNames.check(session, name))).orElse("");
    Api api = session.api();
    Answer answer = api.get(Api.job(job.find(api)) + "/why" + query);
    if (!listing.printed(answer, session)) {
      session.say(answer.tree().text("summary"));
      print(answer.tree());
    }
    return 0;
  }

  private void print(Tree answer) {
    Table table = new Table("HOST", "FITS", "WHY");
    for (Tree each : answer.list("hosts")) {
      table.add(Cell.of(each.text("name")), fits(each), Cell.of(each.text("sentence")));
    }
    session.print(table);
  }

  private static Cell fits(Tree host) {
    if (host.flag("chosen")) {
      return new Cell("chosen", Colour.GOOD);
    }
    return host.flag("fits") ? Cell.of("yes") : new Cell("no", Colour.DOUBTFUL);
  }
}
