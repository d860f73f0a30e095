package viking.leader.election;

import viking.core.key.Keys;
import viking.core.store.Compare;

/**
 * What every write of a leader compares: the modified revision of {@code /leader}, which no other
 * term and no earlier fence of the same term shares.
 */
public record Fence(long modified) {
  public Compare compare() {
    return Compare.modified(Keys.leader(), modified);
  }
}
