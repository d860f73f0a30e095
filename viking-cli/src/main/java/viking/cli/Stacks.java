package viking.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import viking.cli.client.Answer;
import viking.cli.client.Tree;
import viking.cli.text.Amount;
import viking.cli.text.Cell;
import viking.cli.text.Table;

/** {@code viking stacks}: what has been deployed. */
@Command(
    name = "stacks",
    description = "Lists the stacks: which release, how far it has come, who made it.",
    footer = {
      "",
      "Examples:",
      "  viking stacks",
      "  viking stacks -o json | jq '.stacks[] | select(.phase == \"failed\").stack'",
    })
final class Stacks implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();

  Stacks(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Answer answer = session.api().get("/v1/stacks");
    if (listing.printed(answer, session)) {
      return 0;
    }
    List<Tree> stacks = answer.tree().list("stacks");
    Table table =
        new Table("STACK", "RELEASE", "PHASE", "READY", "NODES", "BY", "AGE", "COMMENT", "REASON");
    for (Tree stack : stacks) {
      table.add(
          Cell.of(stack.text("stack")),
          Cell.of(stack.text("release")),
          Moods.phase(stack.text("phase")),
          Cell.of(counts(stack)),
          Cell.of(stack.text("nodes")),
          Cell.of(stack.text("by")),
          Cell.of(Amount.since(stack.text("at"), session.now())),
          Cell.of(stack.text("comment")),
          Cell.of(stack.text("reason")));
    }
    session.print(table);
    if (stacks.isEmpty()) {
      session.note("no stacks; 'viking deploy' makes one of the viking.yml here");
    }
    return 0;
  }

  /** Of one that cannot be read nothing is known. */
  private static String counts(Tree stack) {
    return stack.text("wanted").isEmpty() ? "" : stack.text("ready") + "/" + stack.text("wanted");
  }
}
