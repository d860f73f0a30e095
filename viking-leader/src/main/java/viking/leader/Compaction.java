package viking.leader;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;

/**
 * Lets the store forget what is more than a day old, and while more than half of its quota is in
 * use the older half of the rest, minute by minute. Every master remembers which revision was when,
 * so that a new leader can go on with it; only the leader compacts.
 */
final class Compaction {
  private static final Duration KEPT = Duration.ofHours(24);
  private static final Duration EVERY = Duration.ofMinutes(10);

  /** Many jobs at once fill it in minutes. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private record Mark(long at, long revision) {}

  private final Tokens tokens;
  private final long quota;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private long asked;
  private OptionalLong used = OptionalLong.empty();
  private boolean crowded;
  private long forgotten;
  private long compacted;
  private long nextCompaction = Long.MIN_VALUE;

  /** {@code quota} is what the store may hold, in bytes. */
  Compaction(Tokens tokens, long quota) {
    this.tokens = tokens;
    this.quota = quota;
  }

  /** Where the size is not known nothing is forgotten for it. */
  void take(StoreEvent.Sized sized) {
    if (sized.token() == asked) {
      asked = 0;
      used = sized.bytes();
    }
  }

  long step(Now now, long revision, boolean leads, Consumer<Effect> out) {
    if (revision == 0) {
      return Long.MAX_VALUE;
    }
    if (marks.isEmpty() || now.reached(marks.getLast().at() + LOOK.toNanos())) {
      marks.add(new Mark(now.nanos(), revision));
      while (now.reached(marks.getFirst().at() + KEPT.toNanos())) {
        forgotten = marks.removeFirst().revision();
      }
      if (leads) {
        asked = tokens.next();
        out.accept(new StoreEffect.Size(asked, "how full is etcd?"));
      }
    }
    if (leads) {
      compact(now, out);
    }
    return marks.getLast().at() + LOOK.toNanos();
  }

  private void compact(Now now, Consumer<Effect> out) {
    String why = "revisions of more than a day ago";
    if (used.isPresent()) {
      boolean full = used.getAsLong() > quota / 2;
      if (full) {
        why = "etcd uses " + (used.getAsLong() >> 20) + " MiB of its " + (quota >> 20) + " MiB";
        forgetHalf(now);
      }
      if (full && !crowded) {
        out.accept(Tell.warn(why + ": of its history the older half goes, until it is less"));
      }
      crowded = full;
      used = OptionalLong.empty();
    }
    boolean due = nextCompaction == Long.MIN_VALUE || now.reached(nextCompaction);
    if (forgotten > compacted && due) {
      compacted = forgotten;
      nextCompaction = now.after(EVERY);
      out.accept(new StoreEffect.Compact(tokens.next(), forgotten, why));
    }
  }

  private void forgetHalf(Now now) {
    for (int half = marks.size() / 2; half > 0; half--) {
      forgotten = marks.removeFirst().revision();
    }
    nextCompaction = now.nanos();
  }
}
