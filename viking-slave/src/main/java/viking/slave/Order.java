package viking.slave;

import viking.core.actor.Event;

/** What an operator or the process around it tells a slave. */
public sealed interface Order extends Event {
  /** The process ends and will come back: containers go on, jobs stay. */
  record Leave() implements Order {}

  /** The store is right as it is, whatever this host remembers of it. */
  record Accept() implements Order {}

  /** A job that waits for its next start need not wait longer. */
  record Retry(viking.core.model.JobId job) implements Order {}
}
