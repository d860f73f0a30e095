package viking.leader.schedule;

import java.time.Duration;
import viking.core.state.JobFacts;

/** What of a job's past matters, and stands in no key. */
interface Times {
  /** Nothing is known of the past: what is ready has been so for long enough. */
  Times UNKNOWN =
      new Times() {
        @Override
        public boolean readyFor(JobFacts job, Duration time) {
          return Readiness.ready(job);
        }

        @Override
        public boolean everReady(JobFacts job) {
          return Readiness.ready(job);
        }

        @Override
        public int endsUnready(JobFacts job) {
          return 0;
        }

        @Override
        public boolean waitsFor(JobFacts job, Duration time) {
          return false;
        }
      };

  /** Whether it is ready, and has been for so long without a break. */
  boolean readyFor(JobFacts job, Duration time);

  /** Whether its present value has been ready at any time, as far as is known. */
  boolean everReady(JobFacts job);

  /** How often its present value has ended, as far as is known, without ever having been ready. */
  int endsUnready(JobFacts job);

  /** Whether it has waited for a place for so long. */
  boolean waitsFor(JobFacts job, Duration time);
}
