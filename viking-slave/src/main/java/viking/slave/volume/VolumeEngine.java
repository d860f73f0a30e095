package viking.slave.volume;

import java.util.List;
import java.util.Map;

/** What is asked of an engine about volumes that nobody needs any more. */
public interface VolumeEngine {
  /**
   * Removes every volume that carries all of these labels, with its data; blocks. Where there is
   * none, that is fine. One that a container still has stays, and {@link VolumeProblem} says so.
   *
   * @return the names of those that were removed
   */
  List<String> remove(Map<String, String> labels);
}
