package viking.api.stack;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * What a release does to a node.
 *
 * @param fields what differs, also where nothing is replaced for it
 */
public record NodeChange(
    String node, Action action, String why, List<FieldChange> fields, int wanted) {
  public NodeChange {
    fields = ImmutableList.copyOf(fields);
  }

  /** What happens to a node's instances. */
  public enum Action {
    CREATE,
    REPLACE,
    KEEP,
    SCALE,
    REMOVE,
    /** It runs to its end once, or at its times. */
    RUN
  }

  /** Whether any container is started or stopped for it. */
  boolean moves() {
    return action != Action.KEEP;
  }
}
