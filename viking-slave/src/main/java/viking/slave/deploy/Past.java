package viking.slave.deploy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.key.Key;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.JobId;
import viking.core.store.Change;
import viking.core.store.Range;

/**
 * When this host's assignments ended, as the store's own history tells it. Nothing is known of what
 * the store has compacted.
 */
final class Past {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Tokens tokens;
  private final String hostname;
  private final Map<JobId, NavigableSet<Long>> ends = new HashMap<>();
  private long token;
  private int forgotten;
  private long askedAt = Long.MIN_VALUE;

  Past(Tokens tokens, String hostname) {
    this.tokens = tokens;
    this.hostname = hostname;
  }

  /**
   * Reads on from the revision, which is where an unfinished reading began, too; where that is
   * compacted, from the later one.
   */
  void read(long from, long later, Now now, Consumer<Effect> out) {
    boolean known = forgotten == 0 || (forgotten == 1 && later > from);
    boolean due = askedAt == Long.MIN_VALUE || now.reached(askedAt + AGAIN.toNanos());
    if (token == 0 && known && due) {
      token = tokens.next();
      askedAt = now.nanos();
      out.accept(
          new StoreEffect.OpenWatch(
              token,
              Range.prefix(Keys.deploysOf(hostname)),
              Math.max(1, forgotten == 0 ? from : later),
              "which assignments were taken away, and when?"));
    }
  }

  /** Nothing is to be known any more. */
  void close(Consumer<Effect> out) {
    if (token != 0) {
      out.accept(new StoreEffect.CloseWatch(token, "what was taken away is known"));
    }
    token = 0;
    forgotten = 0;
    askedAt = Long.MIN_VALUE;
    ends.clear();
  }

  boolean take(StoreEvent event) {
    if (token == 0 || event.token() != token) {
      return false;
    }
    if (event instanceof StoreEvent.Changed changed) {
      changed.changes().stream().filter(c -> c.kind() == Change.Kind.DELETE).forEach(this::ended);
    } else if (event instanceof StoreEvent.WatchEnded over) {
      token = 0;
      if (over.compacted()) {
        forgotten++;
        askedAt = Long.MIN_VALUE;
      }
    }
    return true;
  }

  /** Whether an assignment of the job ended between the two revisions, neither included. */
  boolean ended(JobId job, long after, long before) {
    Long end = ends.getOrDefault(job, new TreeSet<>()).higher(after);
    return end != null && end < before;
  }

  /** When to look again whether to read on. */
  long wakeAt() {
    boolean waits = token == 0 && askedAt != Long.MIN_VALUE;
    return waits ? askedAt + AGAIN.toNanos() : Long.MAX_VALUE;
  }

  private void ended(Change change) {
    try {
      JobId job = Key.parse(change.entry().key()).job();
      ends.computeIfAbsent(job, id -> new TreeSet<>()).add(change.entry().modified());
    } catch (BadInput e) {
      // What somebody has put there by hand was no assignment.
    }
  }
}
