package viking.leader.deployment;

import viking.core.key.Keys;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;
import viking.core.store.Compare;

/** Takes a job from a live host: its slave stops the container and deletes the rest. */
public final class TakingAway {
  private TakingAway() {}

  public static Step step(JobFacts facts, String hostname, Versioned<String> deploy, String why) {
    return step(StepBuilder.about(facts), facts, hostname, deploy, why);
  }

  /** Only while the host's cordon is as it was: who lifts it wants the job to stay. */
  public static Step drained(
      JobFacts facts, String hostname, Versioned<String> deploy, long cordonRevision) {
    StepBuilder step =
        StepBuilder.about(facts).when(Compare.modified(Keys.cordon(hostname), cordonRevision));
    return step(step, facts, hostname, deploy, "the host is being emptied");
  }

  private static Step step(
      StepBuilder step, JobFacts facts, String hostname, Versioned<String> deploy, String why) {
    step.put(Keys.deploy(hostname, facts.id()), JobFacts.STOP, deploy.modified());
    if (facts.run().filter(run -> run.value().equals(hostname)).isPresent()) {
      step.deleteRun();
    }
    return step.because(facts.id() + " is taken from " + hostname + ": " + why);
  }
}
