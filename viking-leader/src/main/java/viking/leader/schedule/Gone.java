package viking.leader.schedule;

import java.util.ArrayList;
import java.util.List;
import viking.core.key.Keys;
import viking.core.model.Node;
import viking.core.model.Release;
import viking.core.state.JobFacts;
import viking.core.state.StackFacts;

/** What is to go because nothing wants it any more. Jobs put by hand are nobody's here. */
final class Gone {
  private static final String CRON = "cron.";

  private Gone() {}

  /**
   * All that the schedule has made of a stack that has been removed; what tells that there was one
   * goes last, so that no later stack of that name takes its jobs for those of its own releases.
   */
  static void stack(StackView view, StackPlan plan) {
    for (String node : view.nodesWithJobs()) {
      for (JobFacts job : view.made(node)) {
        if (plan.full()) {
          return;
        }
        plan.add(delete(view, job, "its stack is gone"));
      }
    }
    if (!plan.steps().isEmpty()) {
      return;
    }
    StackStep.Builder rest = StackStep.about(view);
    if (view.rolloutRevision() > 0) {
      rest.delete(Keys.rollout(view.name()), view.rolloutRevision());
    }
    view.facts().map(StackFacts::crons).stream()
        .flatMap(crons -> crons.entrySet().stream())
        .limit(100)
        .forEach(
            cron -> rest.delete(Keys.cron(view.id(cron.getKey())), cron.getValue().modified()));
    if (!rest.writesNothing()) {
      plan.add(rest.because("stack " + view.name() + " is gone"));
    }
  }

  /** Jobs of nodes that the release does not have, or has as something else now. */
  static List<JobFacts> jobs(StackView view, Release release) {
    List<JobFacts> gone = new ArrayList<>();
    for (String name : view.nodesWithJobs()) {
      Node node = release.stack().nodes().get(name);
      boolean instances = node == null || node.website() || node.every().isPresent();
      boolean timed = node == null || node.every().isEmpty();
      boolean others = node == null;
      view.made(name).stream()
          .filter(
              job ->
                  job.id().instance().isPresent()
                      ? instances || (node.once() && !view.ranOnce(job))
                      : others || (timed && job.id().tag().startsWith(CRON)))
          .forEach(gone::add);
    }
    return gone;
  }

  static StackStep delete(StackView view, JobFacts job, String why) {
    return StackStep.about(view)
        .delete(Keys.proc(job.id()), job.procRevision())
        .because(job.id() + " goes: " + why);
  }
}
