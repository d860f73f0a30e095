package viking.leader.monitor;

import java.util.Map;
import java.util.Optional;
import viking.core.model.Job;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;
import viking.leader.deployment.Step;
import viking.leader.deployment.TakingAway;
import viking.leader.dispatch.Dispatch;

/** A job that fails again and again on one host and may run elsewhere is taken away from there. */
public final class Flapping {
  private Flapping() {}

  public static Optional<Step> step(JobFacts facts, Dispatch dispatch) {
    boolean mayMove =
        facts.proc().flatMap(p -> p.value().job()).filter(Flapping::movable).isPresent();
    boolean failing =
        facts.currentStatus().map(Status::state).filter(JobState.BACKOFF::equals).isPresent();
    if (!mayMove || !failing) {
      return Optional.empty();
    }
    for (Map.Entry<String, Versioned<String>> each : facts.deploys().entrySet()) {
      if (!JobFacts.STOP.equals(each.getValue().value())
          && Dispatch.troubled(facts).contains(each.getKey())
          && dispatch.hasOtherPlace(facts)) {
        return Optional.of(
            TakingAway.step(
                facts, each.getKey(), each.getValue(), "it fails there again and again"));
      }
    }
    return Optional.empty();
  }

  private static boolean movable(Job job) {
    return !job.pinned() && !job.oneOff();
  }
}
