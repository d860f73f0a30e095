package viking.slave.deploy;

import java.time.Duration;
import viking.core.actor.Now;

/**
 * How far the work on one assignment has come, beyond what can be seen; it begins anew with the
 * next.
 */
final class Progress {
  private String blocked = "";
  private int volumesMade;
  private long secretsAsked;
  private boolean secretsGiven;
  private boolean withdrawn;
  private boolean askedAgain;
  private Duration drain = Duration.ZERO;
  private long drained = Long.MIN_VALUE;

  /** What keeps the job from starting; empty when nothing does. */
  String blocked() {
    return blocked;
  }

  void blockedBy(String what) {
    blocked = what;
  }

  void unblocked() {
    blocked = "";
  }

  int volumesMade() {
    return volumesMade;
  }

  void volumeMade() {
    volumesMade++;
  }

  /** Before the next container is made, its volumes are looked at again. */
  void volumesUnsure() {
    volumesMade = 0;
  }

  /** Whether the container's secrets have been laid out for its next start. */
  boolean secretsGiven() {
    return secretsGiven;
  }

  void secretsAsked(long token) {
    secretsAsked = token;
  }

  /** An answer to what was asked for an earlier assignment is nothing to this one. */
  void secretsGiven(long token) {
    secretsGiven |= token == secretsAsked;
  }

  /** Before the next start they are laid out anew: a boot empties the memory. */
  void secretsUnsure() {
    secretsGiven = false;
  }

  /** Whether the store has been told that nobody is to be sent here any more. */
  boolean withdrawn() {
    return withdrawn;
  }

  /** The store has taken it; only from now on nobody new is sent here, however long that took. */
  void nowWithdrawn(Now now) {
    withdrawn = true;
    drained = drain.isZero() ? Long.MIN_VALUE : now.after(drain);
  }

  /** When those who were sent here before have had their time. */
  long drained() {
    return drained;
  }

  /** People are served here: once it is withdrawn, they have so long to go. */
  void drains(Duration time) {
    drain = time;
  }

  /** True once: the keys are to be read again before the last word on them. */
  boolean mustAskAgain() {
    boolean must = !askedAgain;
    askedAgain = true;
    return must;
  }
}
