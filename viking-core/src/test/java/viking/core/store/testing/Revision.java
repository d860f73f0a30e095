package viking.core.store.testing;

import java.util.List;
import viking.core.store.Change;
import viking.core.store.Range;

/** All that was changed in one revision, in the order it was done. */
public record Revision(long number, List<Change> changes) {
  public Revision {
    changes = List.copyOf(changes);
  }

  Revision within(Range range) {
    return new Revision(
        number, changes.stream().filter(change -> range.contains(change.entry().key())).toList());
  }

  Revision withoutDeletes() {
    return new Revision(
        number, changes.stream().filter(change -> change.kind() != Change.Kind.DELETE).toList());
  }

  boolean touches(Range range) {
    for (Change change : changes) {
      if (range.contains(change.entry().key())) {
        return true;
      }
    }
    return false;
  }
}
