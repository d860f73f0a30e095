package viking.core.store.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import viking.core.store.Change;
import viking.core.store.Range;

/** The revisions that are still kept, without gaps, up to the last one. */
final class History {
  private final List<Revision> kept = new ArrayList<>();
  private long last = 1;
  private long compacted;

  long last() {
    return last;
  }

  long compacted() {
    return compacted;
  }

  List<Revision> kept() {
    return List.copyOf(kept);
  }

  void add(List<Change> changes) {
    last++;
    kept.add(new Revision(last, changes));
  }

  /** Empty where the wanted revisions are no longer kept; a revision to come has no changes yet. */
  Optional<List<Revision>> since(Range range, long from) {
    if (from < compacted) {
      return Optional.empty();
    }
    List<Revision> found = new ArrayList<>();
    for (int i = indexOf(from); i < kept.size(); i++) {
      if (kept.get(i).touches(range)) {
        found.add(kept.get(i).within(range));
      }
    }
    return Optional.of(found);
  }

  /** As etcd does, it loses the deletes of the very revision, though a watch may begin there. */
  boolean compact(long revision) {
    if (revision > last) {
      return false;
    }
    if (revision > compacted) {
      kept.subList(0, indexOf(revision)).clear();
      kept.replaceAll(each -> each.number() == revision ? each.withoutDeletes() : each);
      compacted = revision;
    }
    return true;
  }

  void replace(List<Revision> revisions, long newLast, long newCompacted) {
    kept.clear();
    kept.addAll(revisions);
    last = newLast;
    compacted = newCompacted;
  }

  private int indexOf(long revision) {
    long first = last - kept.size() + 1;
    return (int) Math.max(0, Math.min(revision - first, kept.size()));
  }
}
