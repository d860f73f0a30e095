package viking.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code viking image}: hands over to what can be done with images. */
@Command(
    name = "image",
    description = "Shows the images that viking has made or found, and forgets them.",
    synopsisSubcommandLabel = "ls | rm",
    footer = {
      "",
      "Examples:",
      "  viking image ls",
      "  viking image rm ragnar/src:0a1b2c3d4e5f",
    })
final class Image implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what shall be done with images? ls lists, rm forgets one");
  }
}
