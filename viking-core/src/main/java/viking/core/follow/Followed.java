package viking.core.follow;

import java.util.List;
import viking.core.store.Change;
import viking.core.store.Snapshot;

/** Who is fed by a follower. */
public interface Followed {
  void reset(Snapshot snapshot);

  void changed(long revision, List<Change> changes);
}
