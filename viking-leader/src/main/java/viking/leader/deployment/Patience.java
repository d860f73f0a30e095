package viking.leader.deployment;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import viking.core.actor.Now;
import viking.core.model.JobId;

/** Lets a job whose writes are refused again and again wait longer each time. */
final class Patience {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final int MOST_DOUBLINGS = 7;

  private record Refusals(int count, long until) {}

  private final Map<JobId, Refusals> refused = new HashMap<>();

  void rest(JobId job, Now now) {
    int count = refused.containsKey(job) ? refused.get(job).count() + 1 : 0;
    long wait = FIRST.toNanos() << Math.min(count, MOST_DOUBLINGS);
    refused.put(job, new Refusals(count, now.nanos() + wait));
  }

  void forget(JobId job) {
    refused.remove(job);
  }

  Optional<Long> restsUntil(JobId job, Now now) {
    return Optional.ofNullable(refused.get(job))
        .map(Refusals::until)
        .filter(until -> !now.reached(until));
  }
}
