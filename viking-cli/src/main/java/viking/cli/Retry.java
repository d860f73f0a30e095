package viking.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import viking.cli.client.Api;

/** {@code viking retry}: a job that failed need not wait for its next start. */
@Command(
    name = "retry",
    description = {
      "Starts a job again.",
      "One that waits after a failure is started at once, one that has ended anew."
    },
    footer = {
      "",
      "Examples:",
      "  viking retry shop.web.7.2",
      "  viking retry adhoc/hello     the beginning is enough where it is the only one",
    })
final class Retry implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final NamedJob job = new NamedJob();

  Retry(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Api api = session.api();
    session.sayDone(api.ask("POST", Api.job(job.find(api)) + "/retry", ""));
    return 0;
  }
}
