package viking.leader.deployment;

import viking.core.key.Keys;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;

/** Takes a job from a live host: its slave stops the container and deletes the rest. */
public final class TakingAway {
  private TakingAway() {}

  public static Step step(JobFacts facts, String hostname, Versioned<String> deploy, String why) {
    StepBuilder step =
        StepBuilder.about(facts)
            .put(Keys.deploy(hostname, facts.id()), JobFacts.STOP, deploy.modified());
    if (facts.run().filter(run -> run.value().equals(hostname)).isPresent()) {
      step.deleteRun();
    }
    return step.because(facts.id() + " is taken from " + hostname + ": " + why);
  }
}
