package viking.cli;

import java.util.List;
import picocli.CommandLine.Parameters;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Body;

/** From which host new jobs are to be kept, and why. */
final class CordonOrder {
  @Parameters(index = "0", paramLabel = "HOST", description = "Its name.")
  private String host;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "REASON",
      description = "For those who wonder; 'viking hosts' shows it.")
  private List<String> reason = List.of();

  String host() {
    return host;
  }

  /** To be added to. */
  Body body() {
    return Body.of("reason", String.join(" ", reason));
  }

  Answer ask(Session session, Api api, Body body) {
    return api.ask("PUT", path(session, host), body.toString());
  }

  static String path(Session session, String host) {
    return String.join("/", "/v1/hosts", Api.piece(HostNames.check(session, host)), "cordon");
  }
}
