package viking.leader;

import viking.core.actor.Event;

/** What an operator or the process around it tells a master. */
public enum Order implements Event {
  /** The process ends: give up the lead at once. */
  LEAVE,
  /** The store is right as it is, whatever this host remembers of it. */
  ACCEPT
}
