package viking.core.actor;

import java.time.Duration;
import java.util.List;
import viking.core.store.Range;
import viking.core.store.Txn;

/** What an actor asks of the store. The reply carries the token, which no other request has. */
public sealed interface StoreEffect extends Effect {
  long token();

  /** Answered by {@link StoreEvent.Loaded}. */
  record Read(long token, List<Range> ranges, String reason) implements StoreEffect {
    public Read {
      ranges = List.copyOf(ranges);
    }
  }

  /** Answered by {@link StoreEvent.Committed}. */
  record Commit(long token, Txn txn, String reason) implements StoreEffect {}

  /**
   * Answered by any number of {@link StoreEvent.Changed}, then perhaps {@link
   * StoreEvent.WatchEnded}.
   */
  record OpenWatch(long token, Range range, long fromRevision, String reason)
      implements StoreEffect {}

  /** Not answered; what was under way may still arrive. */
  record CloseWatch(long token, String reason) implements StoreEffect {}

  /** Answered by {@link StoreEvent.LeaseTold}, as are the next two. */
  record Grant(long token, Duration ttl, String reason) implements StoreEffect {}

  record KeepAlive(long token, long lease, String reason) implements StoreEffect {}

  record Revoke(long token, long lease, String reason) implements StoreEffect {}

  /** Answered by {@link StoreEvent.Sized}. */
  record Size(long token, String reason) implements StoreEffect {}

  /** Not answered. */
  record Compact(long token, long revision, String reason) implements StoreEffect {}
}
