package viking.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Tree;
import viking.cli.text.Amount;
import viking.cli.text.Cell;
import viking.cli.text.Colour;
import viking.cli.text.Table;

/** {@code viking history}: the releases there have been. */
@Command(
    name = "history",
    description = "Lists the releases of a stack, the newest first.",
    footer = {
      "",
      "Examples:",
      "  viking history           of the stack of viking.yml here",
      "  viking history shop",
      "",
      "'viking rollback shop 5' makes a new release with the content of release 5.",
    })
final class History implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();
  @Mixin private final NamedStack named = new NamedStack();

  History(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    String name = named.needed(session);
    Answer answer = session.api().get(Api.stack(name, "releases"));
    if (listing.printed(answer, session)) {
      return 0;
    }
    Table table = new Table("RELEASE", "CAUSE", "BY", "AGE", "PHASE", "COMMENT");
    for (Tree release : answer.tree().list("releases")) {
      boolean current = release.flag("current");
      table.add(
          new Cell(
              release.text("release") + (current ? " (current)" : ""),
              current ? Colour.TITLE : Colour.PLAIN),
          Cell.of(cause(release)),
          Cell.of(release.text("by")),
          Cell.of(Amount.since(release.text("at"), session.now())),
          Moods.phase(release.text("phase")),
          Cell.of(release.text("comment")));
    }
    session.print(table);
    answer.tree().list("notes").forEach(note -> session.note(note.asText()));
    return 0;
  }

  private static String cause(Tree release) {
    String of = release.text("of");
    return release.text("cause") + (of.isEmpty() || of.equals("0") ? "" : " to " + of);
  }
}
