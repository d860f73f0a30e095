package viking.leader.schedule;

import viking.core.actor.Now;
import viking.core.state.JobFacts;

/** One concern that the schedule has about every stack. Remembers nothing itself. */
interface StackPlanner {
  /**
   * Says what is to be done about the stack now, and when to look again. The stack has no writes of
   * the schedule's under way.
   */
  void plan(StackView view, Now now, StackPlan plan);

  /** Whether a change to that job, of a stack without a release, is a reason to plan the stack. */
  default boolean looksAt(JobFacts facts) {
    return false;
  }
}
