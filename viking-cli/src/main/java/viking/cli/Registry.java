package viking.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code viking registry}: hands over to what can be done with logins at registries. */
@Command(
    name = "registry",
    description = "Says as whom images are pulled from registries.",
    synopsisSubcommandLabel = "login | ls | logout",
    footer = {
      "",
      "Examples:",
      "  pass show registry | viking registry login registry.example.com alice",
      "  viking registry ls",
      "  viking registry logout registry.example.com",
    })
final class Registry implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what shall be done? login, ls for a list of logins, logout");
  }

  static String path(String registry) {
    return "/v1/registries/" + viking.cli.client.Api.piece(registry);
  }
}
