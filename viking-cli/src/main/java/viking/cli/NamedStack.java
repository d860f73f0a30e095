package viking.cli;

import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The one stack that a command is about: named, or else that of the stack file here. */
final class NamedStack {
  @Mixin private final StackChoice choice = new StackChoice();

  @Parameters(
      arity = "0..1",
      paramLabel = "STACK",
      description = "Its name; else the stack file's.")
  private Optional<String> named = Optional.empty();

  String needed(Session session) {
    return choice.needed(session, named);
  }
}
