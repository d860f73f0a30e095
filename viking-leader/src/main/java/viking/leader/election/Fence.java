package viking.leader.election;

import viking.core.key.Keys;
import viking.core.store.Compare;

/**
 * What every write of a leader compares: the modified revision of {@code /leader}, which no other
 * term and no earlier fence of the same term shares. {@code created} is the term's create revision.
 */
public record Fence(long created, long modified) {
  public Compare compare() {
    return Compare.modified(Keys.leader(), modified);
  }

  /** Whether writes sent under the other one can no longer land once this one is in force. */
  public boolean outdates(Fence other) {
    return created != other.created || modified > other.modified;
  }
}
