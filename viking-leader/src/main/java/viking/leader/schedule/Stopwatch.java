package viking.leader.schedule;

import java.time.Duration;
import viking.core.actor.Now;
import viking.core.model.Rollout;

/**
 * The time that a release has used without any progress; begins with what an earlier leader has set
 * down.
 */
final class Stopwatch {
  private static final Duration SET_DOWN_EVERY = Duration.ofSeconds(10);

  private int release;
  private Duration before = Duration.ZERO;
  private boolean runs;
  private long runsSince;
  private int most;
  private long setDownAt;

  /** Takes up the rollout of another release, if it is another. */
  void follow(Rollout rollout, int progress, Now now) {
    if (release != rollout.release()) {
      release = rollout.release();
      before = rollout.used();
      runs = false;
      most = progress;
      setDownAt = now.nanos();
    }
    if (progress > most) {
      most = progress;
      before = Duration.ZERO;
      runsSince = now.nanos();
    }
  }

  /** Whether there is something that is to make progress now, and does not yet. */
  void run(boolean now, Now time) {
    if (runs != now) {
      before = used(time);
      runsSince = time.nanos();
      runs = now;
    }
  }

  boolean runs() {
    return runs;
  }

  Duration used(Now now) {
    return runs ? before.plusNanos(now.nanos() - runsSince) : before;
  }

  /** Whether what is set down is to be brought up to date; at once where there was progress. */
  boolean setsDown(Rollout known, Now now) {
    Duration used = whole(now);
    if (known.used().compareTo(used) > 0) {
      return true;
    }
    return used.compareTo(known.used()) > 0 && now.reached(setDownAt + SET_DOWN_EVERY.toNanos());
  }

  /** As much as is worth setting down. */
  Duration whole(Now now) {
    return Duration.ofSeconds(used(now).toSeconds());
  }

  void hasSetDown(Now now) {
    setDownAt = now.nanos();
  }

  long setDownDue() {
    return setDownAt + SET_DOWN_EVERY.toNanos();
  }
}
