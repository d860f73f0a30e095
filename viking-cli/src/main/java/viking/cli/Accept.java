package viking.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code viking accept}: an operator's word that etcd is right. */
@Command(
    name = "accept",
    description = {
      "Tells a host to go on after etcd was restored.",
      "",
      "A host that finds etcd empty, of another cluster or older than before starts and stops"
          + " nothing, and says so ('viking info'). After a restore on purpose this command makes"
          + " it go on: it does what etcd says, and removes containers that are gone from there."
          + " Make sure that it is the right etcd, with the data that you want.",
      "",
      "It asks nothing, and speaks to the one host that it talks to. Say it to each that holds."
    },
    footer = {
      "",
      "Examples:",
      "  viking accept               this machine",
      "  viking accept --addr h2",
    })
final class Accept implements Callable<Integer> {
  @Mixin private final Session session;

  Accept(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    session.sayDone(session.api().ask("POST", "/v1/accept", ""));
    return 0;
  }
}
