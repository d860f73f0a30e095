package viking.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code viking cordon}: keeps new jobs from a host. */
@Command(
    name = "cordon",
    description = "Keeps new jobs from a host. Those that run there stay.",
    footer = {
      "",
      "Examples:",
      "  viking cordon h2 a new disk",
      "  viking uncordon h2",
    })
final class Cordon implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final CordonOrder order = new CordonOrder();

  Cordon(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    session.sayDone(order.ask(session, session.api(), order.body()));
    return 0;
  }
}
