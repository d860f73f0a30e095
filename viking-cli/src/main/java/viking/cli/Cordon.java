package viking.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import viking.cli.client.Api;

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

  @Parameters(index = "0", paramLabel = "HOST", description = "Its name.")
  private String host;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "REASON",
      description = "For those who wonder; 'viking hosts' shows it.")
  private List<String> reason = List.of();

  Cordon(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    String words =
        new String(JsonStringEncoder.getInstance().quoteAsString(String.join(" ", reason)));
    session.sayDone(
        session.api().ask("PUT", path(session, host), "{\"reason\":\"" + words + "\"}"));
    return 0;
  }

  static String path(Session session, String host) {
    return String.join("/", "/v1/hosts", Api.piece(HostNames.check(session, host)), "cordon");
  }
}
