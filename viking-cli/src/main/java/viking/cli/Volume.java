package viking.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code viking volume}: hands over to what can be done with volumes. */
@Command(
    name = "volume",
    description = "Shows which host holds the data of which job, and lets go of it.",
    synopsisSubcommandLabel = "ls | release",
    footer = {
      "",
      "Examples:",
      "  viking volume ls",
      "  viking volume release shop/db/1",
    })
final class Volume implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what shall be done with volumes? ls lists, release lets go of one");
  }
}
