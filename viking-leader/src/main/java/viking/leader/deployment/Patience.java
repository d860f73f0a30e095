package viking.leader.deployment;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import viking.core.actor.Now;

/**
 * Lets whatever has its writes refused again and again wait longer each time. What has had none
 * refused for long is forgotten: most of it is gone, and the rest begins anew.
 */
final class Patience<S> {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final int MOST_DOUBLINGS = 7;
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private record Refusals(int count, long until) {}

  private final Map<S, Refusals> refused = new HashMap<>();
  private long sweepAt = Long.MIN_VALUE;

  void rest(S subject, Now now) {
    sweep(now);
    int count = refused.containsKey(subject) ? refused.get(subject).count() + 1 : 0;
    long wait = FIRST.toNanos() << Math.min(count, MOST_DOUBLINGS);
    refused.put(subject, new Refusals(count, now.nanos() + wait));
  }

  void forget(S subject) {
    refused.remove(subject);
  }

  Optional<Long> restsUntil(S subject, Now now) {
    return Optional.ofNullable(refused.get(subject))
        .map(Refusals::until)
        .filter(until -> !now.reached(until));
  }

  /** What is remembered. */
  int size() {
    return refused.size();
  }

  private void sweep(Now now) {
    if (sweepAt == Long.MIN_VALUE || now.reached(sweepAt)) {
      sweepAt = now.after(REMEMBERED);
      refused.values().removeIf(each -> now.reached(each.until() + REMEMBERED.toNanos()));
    }
  }
}
