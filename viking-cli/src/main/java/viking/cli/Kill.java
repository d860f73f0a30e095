package viking.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import viking.cli.client.Api;

/** {@code viking kill}: ends one job. */
@Command(
    name = "kill",
    description = {
      "Ends a job.",
      "",
      "One that was started by hand is gone. One of a release is made anew, perhaps elsewhere:"
          + " 'viking scale' makes them fewer, 'viking rm' ends a stack."
    },
    footer = {
      "",
      "Examples:",
      "  viking kill shop.web.7.2",
      "  viking kill adhoc/hello     the beginning is enough where it is the only one",
    })
final class Kill implements Callable<Integer> {
  @Mixin private final Session session;

  @Parameters(paramLabel = "JOB", description = "STACK.NODE.TAG, or its beginning.")
  private String job;

  Kill(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Api api = session.api();
    String id = JobNames.find(api, job);
    String done = api.ask("DELETE", "/v1/jobs/" + Api.piece(id), "").done();
    session.say(done.isEmpty() ? id + " is being stopped" : done);
    return 0;
  }
}
