package viking.core.store.testing;

import java.util.List;
import java.util.Optional;
import viking.core.store.Change;
import viking.core.store.Range;
import viking.core.store.Store;
import viking.core.store.WatchListener;

/** One open watch on a MemoryEtcd, touched by its thread alone but for being closed. */
final class MemoryWatch implements Store.Watch {
  private final MemoryEtcd etcd;
  private final Range range;
  private final WatchListener listener;
  private long next;
  private boolean begun;
  private volatile boolean closed;

  MemoryWatch(MemoryEtcd etcd, Range range, long from, WatchListener listener) {
    this.etcd = etcd;
    this.range = range;
    this.next = from;
    this.listener = listener;
  }

  /** Tells what is new; false when nothing more will come. */
  boolean deliver(EtcdModel model) {
    if (closed) {
      return false;
    }
    if (!begun && next > model.revision() + 1) {
      end("etcd is at revision " + model.revision() + ", in the past");
      return false;
    }
    begun = true;
    if (next > model.revision()) {
      return true;
    }
    Optional<List<Revision>> news = model.changesSince(range, next);
    if (news.isEmpty()) {
      closed = true;
      listener.ended(true, "revision " + next + " is compacted");
      return false;
    }
    next = model.revision() + 1;
    tell(news.get());
    return true;
  }

  void end(String problem) {
    if (!closed) {
      closed = true;
      listener.ended(false, problem);
    }
  }

  @Override
  public void close() {
    closed = true;
    etcd.remove(this);
  }

  private void tell(List<Revision> revisions) {
    List<Change> changes =
        revisions.stream().flatMap(revision -> revision.changes().stream()).toList();
    if (!changes.isEmpty()) {
      listener.changed(revisions.get(revisions.size() - 1).number(), changes);
    }
  }
}
