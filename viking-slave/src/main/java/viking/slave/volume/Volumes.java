package viking.slave.volume;

import java.util.Map;
import java.util.TreeMap;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Mount;
import viking.core.model.SlotId;

/** Names a slot's volumes, the same for all releases, so that data outlives them. */
public final class Volumes {
  private Volumes() {}

  /** The volume for each path of the job that has one. */
  public static Map<String, String> of(JobId id, Job job) {
    Map<String, String> names = new TreeMap<>();
    for (Mount mount : job.volume()) {
      if (mount.pinned()) {
        names.put(mount.path(), name(id.slotId(), mount.path()));
      }
    }
    return names;
  }

  /** What the names of all volumes of a slot begin with. */
  public static String beginning(SlotId slot) {
    return "viking." + slot.stack() + '.' + slot.node() + '.' + slot.slot();
  }

  /**
   * A slash becomes an underscore; what an engine would not take in a name becomes {@code .hex.}.
   */
  static String name(SlotId slot, String path) {
    StringBuilder name = new StringBuilder(beginning(slot));
    path.chars()
        .forEach(
            c -> {
              if (c == '/') {
                name.append('_');
              } else if (c == '-' || (c < 128 && Character.isLetterOrDigit(c))) {
                name.append((char) c);
              } else {
                name.append('.').append(Integer.toHexString(c)).append('.');
              }
            });
    return name.toString();
  }
}
