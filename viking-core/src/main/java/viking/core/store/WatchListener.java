package viking.core.store;

import java.util.List;

/** Hears what a watch sees, in order; called from the store's own thread, so it must not block. */
public interface WatchListener {
  /** All changes of one or more whole revisions, up to the given one. */
  void changed(long revision, List<Change> changes);

  /** Nothing more will come; {@code compacted} where the wanted revisions are no longer kept. */
  void ended(boolean compacted, String problem);
}
