package viking.core.actor;

import java.time.Duration;
import java.util.Optional;
import viking.core.store.Outcome;

/**
 * What is said of writes that etcd itself does not take, as when it is full: its watches and leases
 * go on then, so that nothing else would tell. Not more often than is of use.
 */
final class Grumble {
  private static final Duration SELDOM = Duration.ofMinutes(1);

  /** What etcd says of itself begins so; of one that does not answer its followers tell. */
  private static final String OF_ETCD = "etcdserver: ";

  private long saidAt = Long.MIN_VALUE;

  /** The line to be told now, if any, about a write that was to be made for a reason. */
  synchronized Optional<String> about(Outcome outcome, String reason, long nanos) {
    boolean refused =
        (outcome.kind() == Outcome.Kind.FAILED || outcome.kind() == Outcome.Kind.UNKNOWN)
            && outcome.problem().contains(OF_ETCD);
    if (!refused || (saidAt != Long.MIN_VALUE && nanos - saidAt < SELDOM.toNanos())) {
      return Optional.empty();
    }
    saidAt = nanos;
    return Optional.of("etcd takes no writes: " + outcome.problem() + "; first was: " + reason);
  }
}
