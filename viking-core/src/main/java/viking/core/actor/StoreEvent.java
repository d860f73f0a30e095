package viking.core.actor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import viking.core.store.Change;
import viking.core.store.LeaseAnswer;
import viking.core.store.Outcome;
import viking.core.store.Snapshot;

/** What the store answers, under the token of the request. */
public sealed interface StoreEvent extends Event {
  long token();

  /** Without a snapshot where the read failed, for the reason given. */
  record Loaded(long token, Optional<Snapshot> snapshot, String problem) implements StoreEvent {}

  record Committed(long token, Outcome outcome) implements StoreEvent {}

  record Changed(long token, long revision, List<Change> changes) implements StoreEvent {
    public Changed {
      changes = List.copyOf(changes);
    }
  }

  record WatchEnded(long token, boolean compacted, String problem) implements StoreEvent {}

  /** How many bytes of the store are in use, where that is known. */
  record Sized(long token, OptionalLong bytes) implements StoreEvent {}

  record LeaseTold(long token, LeaseAnswer answer) implements StoreEvent {}
}
