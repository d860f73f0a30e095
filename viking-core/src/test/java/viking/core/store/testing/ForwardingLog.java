package viking.core.store.testing;

import java.util.List;
import viking.core.store.Change;
import viking.core.store.WatchListener;

/** A listener in front of another. */
class ForwardingLog implements WatchListener {
  private final WatchListener next;

  ForwardingLog(WatchListener next) {
    this.next = next;
  }

  @Override
  public void changed(long revision, List<Change> changes) {
    next.changed(revision, changes);
  }

  @Override
  public void ended(boolean compacted, String problem) {
    next.ended(compacted, problem);
  }
}
