package viking.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code viking env}: hands over to what can be done with a stack's variables. */
@Command(
    name = "env",
    description =
        "Variables that all containers of a stack get, stronger than the stack file's. They are"
            + " shown to whoever asks; what nobody may see goes into 'viking secret'.",
    synopsisSubcommandLabel = "ls | set | unset",
    footer = {
      "",
      "Examples:",
      "  viking env ls ragnar",
      "  viking env set ragnar DEBUG=1 GREETING='good morning'",
      "  viking env unset ragnar DEBUG",
    })
final class Env implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what shall be done with variables? ls lists them; set, unset");
  }
}
