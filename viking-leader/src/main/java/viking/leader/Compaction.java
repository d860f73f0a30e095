package viking.leader;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.Tokens;

/**
 * Lets the store forget what is more than a day old. Every master remembers which revision was
 * when, so that a new leader can go on with it; only the leader compacts.
 */
final class Compaction {
  private static final Duration KEPT = Duration.ofHours(24);
  private static final Duration EVERY = Duration.ofMinutes(10);

  private record Mark(long at, long revision) {}

  private final Tokens tokens;
  private final Deque<Mark> marks = new ArrayDeque<>();

  Compaction(Tokens tokens) {
    this.tokens = tokens;
  }

  long step(Now now, long revision, boolean leads, Consumer<Effect> out) {
    if (revision > 0 && (marks.isEmpty() || now.reached(marks.getLast().at() + EVERY.toNanos()))) {
      marks.add(new Mark(now.nanos(), revision));
      long old = 0;
      while (now.reached(marks.getFirst().at() + KEPT.toNanos())) {
        old = marks.removeFirst().revision();
      }
      if (old > 0 && leads) {
        out.accept(new StoreEffect.Compact(tokens.next(), old, "revisions of more than a day ago"));
      }
    }
    return marks.isEmpty() ? Long.MAX_VALUE : marks.getLast().at() + EVERY.toNanos();
  }
}
