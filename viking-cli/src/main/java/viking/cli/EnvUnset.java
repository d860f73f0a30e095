package viking.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import viking.cli.client.Body;

/** {@code viking env unset}: takes variables from a stack. */
@Command(
    name = "unset",
    description =
        "Removes variables of a stack; what the stack file says of them counts again. Where it is"
            + " deployed that is a new release, which the command waits for.",
    footer = {
      "",
      "Examples:",
      "  viking env unset DEBUG             of the stack that viking.yml here is about",
      "  viking env unset ragnar DEBUG GREETING",
      "",
      "A first word in lower case is the stack, where others follow it.",
    })
final class EnvUnset implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final StackChoice choice = new StackChoice();
  @Mixin private final Patience patience = new Patience();

  @Parameters(
      arity = "1..*",
      paramLabel = "[STACK] NAME",
      hideParamSyntax = true,
      description = "The stack, else it is the stack file's; then what to remove.")
  private List<String> words = List.of();

  EnvUnset(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Optional<String> named = NewSetting.stackBefore(words);
    List<String> names = words.subList(named.isPresent() ? 1 : 0, words.size());
    names.forEach(name -> NewSetting.checked(session, "env", name));
    String stack = choice.needed(session, named);
    return new NewSetting(session, patience)
        .carryOut("POST", stack, "env", Body.of("unset", names));
  }
}
