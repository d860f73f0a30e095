package viking.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code viking uncordon}: lets new jobs come to a host again. */
@Command(
    name = "uncordon",
    description = "Lets new jobs come to a host again.",
    footer = {"", "Example:", "  viking uncordon h2"})
final class Uncordon implements Callable<Integer> {
  @Mixin private final Session session;

  @Parameters(paramLabel = "HOST", description = "Its name.")
  private String host;

  Uncordon(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    session.sayDone(session.api().ask("DELETE", CordonOrder.path(session, host), ""));
    return 0;
  }
}
