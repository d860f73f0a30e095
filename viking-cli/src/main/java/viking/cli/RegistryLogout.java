package viking.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code viking registry logout}: forgets a login. */
@Command(
    name = "logout",
    description = "Forgets as whom images are pulled from a registry.",
    footer = {"", "Example:", "  viking registry logout registry.example.com"})
final class RegistryLogout implements Callable<Integer> {
  @Mixin private final Session session;

  @Parameters(paramLabel = "REGISTRY", description = "As 'viking registry ls' names it.")
  private String registry;

  RegistryLogout(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    session.sayDone(session.api().ask("DELETE", Registry.path(registry), ""));
    return 0;
  }
}
