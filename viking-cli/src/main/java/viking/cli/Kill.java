package viking.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  @Mixin private final NamedJob job = new NamedJob();

  Kill(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Api api = session.api();
    String id = job.find(api);
    String done = api.ask("DELETE", Api.job(id), "").done();
    session.say(done.isEmpty() ? id + " is being stopped" : done);
    return 0;
  }
}
