package viking.leader.schedule;

import viking.core.model.Job;
import viking.core.model.Restart;

/** A job that is run to its end, which is final. */
final class OneOff {
  private OneOff() {}

  static Job of(Job job) {
    return job.oneOff()
        ? job
        : new Job(
            job.image(),
            job.run(),
            job.container(),
            job.expose(),
            job.volume(),
            job.filter(),
            job.resources(),
            job.health(),
            Restart.NEVER,
            job.retries(),
            job.stop(),
            job.by());
  }
}
