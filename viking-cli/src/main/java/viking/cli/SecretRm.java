package viking.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import viking.cli.client.Api;

/** {@code viking secret rm}: removes a secret that no node is given any more. */
@Command(
    name = "rm",
    description = "Removes a secret. One that a node is given stays: deploy without it first.",
    footer = {
      "",
      "Examples:",
      "  viking secret rm ragnar DB_PASSWORD",
    })
final class SecretRm implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final StackChoice choice = new StackChoice();

  @Parameters(
      arity = "1..2",
      paramLabel = "[STACK] NAME",
      hideParamSyntax = true,
      description = "The stack, else it is the stack file's; then the secret's name.")
  private List<String> words = List.of();

  SecretRm(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    String name = NewSetting.checked(session, "secret", words.get(words.size() - 1));
    String stack = choice.needed(session, SecretSet.stack(session, words));
    session.sayDone(
        session.api().ask("DELETE", Api.stack(stack) + "/secrets/" + Api.piece(name), ""));
    return 0;
  }
}
