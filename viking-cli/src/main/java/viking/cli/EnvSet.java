package viking.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import viking.cli.client.Body;

/** {@code viking env set}: gives a stack variables, as a new release where it is deployed. */
@Command(
    name = "set",
    description =
        "Sets variables of a stack. Where it is deployed that is a new release: its containers are"
            + " replaced, and the command waits until they run.",
    footer = {
      "",
      "Examples:",
      "  viking env set DEBUG=1             of the stack that viking.yml here is about",
      "  viking env set ragnar DEBUG=1 GREETING='good morning'",
      "  viking env set ragnar DEBUG=1 --detach",
    })
final class EnvSet implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final StackChoice choice = new StackChoice();
  @Mixin private final Patience patience = new Patience();

  @Parameters(
      arity = "1..*",
      paramLabel = "[STACK] NAME=VALUE",
      hideParamSyntax = true,
      description = "The stack, else it is the stack file's; then what to set.")
  private List<String> words = List.of();

  EnvSet(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Optional<String> named = words.stream().findFirst().filter(word -> word.indexOf('=') < 0);
    List<String> pairs = words.subList(named.isPresent() ? 1 : 0, words.size());
    Map<String, String> set = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw session.misuse("'" + pair + "' is not of the form NAME=value");
      }
      String name = NewSetting.checked(session, "env", pair.substring(0, equals));
      if (set.put(name, pair.substring(equals + 1)) != null) {
        throw session.misuse(name + " is given twice");
      }
    }
    if (set.isEmpty()) {
      throw session.misuse("which variables? Such as NAME=value");
    }
    String stack = choice.needed(session, named);
    return new NewSetting(session, patience).carryOut("POST", stack, "env", Body.of("set", set));
  }
}
