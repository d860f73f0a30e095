package viking.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Body;
import viking.core.model.Grammar;

/** {@code viking rollback}: an earlier release once more. */
@Command(
    name = "rollback",
    description = {
      "Makes a new release with the content of an earlier one.",
      "",
      "Without a number, of the last good one before the current. Nothing is built: its images"
          + " are still there. Waits until it runs."
    },
    footer = {
      "",
      "Examples:",
      "  viking rollback          of viking.yml here, to its last good release",
      "  viking rollback 5",
      "  viking rollback shop 5",
      "",
      "Exit codes as of 'viking deploy'; 'viking history' shows the numbers.",
    })
final class Rollback implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();
  @Mixin private final StackChoice choice = new StackChoice();
  @Mixin private final Patience patience = new Patience();

  @Parameters(
      arity = "0..2",
      paramLabel = "[STACK] [RELEASE]",
      hideParamSyntax = true,
      description = "Its name, else the file's; a number alone is a release.")
  private List<String> words = List.of();

  Rollback(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    boolean numbered = !words.isEmpty() && number(words.get(words.size() - 1));
    if (words.size() == 2 && !numbered) {
      throw session.misuse("'" + words.get(1) + "' is no release's number");
    }
    int names = words.size() - (numbered ? 1 : 0);
    String name = choice.needed(session, names == 1 ? Optional.of(words.get(0)) : Optional.empty());
    Body body = new Body();
    if (numbered) {
      body.and("to", Long.valueOf(words.get(words.size() - 1)));
    }
    Api api = session.api();
    Answer answer =
        api.ask("POST", Api.stack(name, "rollback"), body.and("by", session.author()).toString());
    StringBuilder what = new StringBuilder();
    what.append("release ").append(answer.tree().text("release")).append(" of ").append(name);
    what.append(" puts release ").append(answer.tree().text("of")).append(" back");
    answer.tree().list("notes").forEach(note -> what.append("; ").append(note.asText()));
    return Releases.follow(session, api, patience, listing, name, answer.tree(), what.toString());
  }

  private static boolean number(String word) {
    return Grammar.RELEASE_NUMBER.matches(word);
  }
}
