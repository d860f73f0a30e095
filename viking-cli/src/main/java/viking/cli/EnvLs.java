package viking.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Tree;

/** {@code viking env ls}: a stack's variables, a line each. */
@Command(
    name = "ls",
    description = "Lists the variables that were set for a stack, as NAME=value.",
    footer = {
      "",
      "Examples:",
      "  viking env ls                      of the stack that viking.yml here is about",
      "  viking env ls ragnar -o json | jq -r .env.GREETING",
    })
final class EnvLs implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();
  @Mixin private final NamedStack named = new NamedStack();

  EnvLs(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    String stack = named.needed(session);
    Answer answer = session.api().get(Api.stack(stack, "env"));
    if (listing.printed(answer, session)) {
      return 0;
    }
    Map<String, Tree> env = answer.tree().at("env").fields();
    env.forEach((name, value) -> session.say(name + "=" + value.asText()));
    if (env.isEmpty()) {
      session.note("no variables; viking env set " + stack + " NAME=value sets one");
    }
    return 0;
  }
}
