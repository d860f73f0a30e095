package viking.core.model;

import com.google.common.collect.ImmutableSortedMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a stack's current release has come.
 *
 * @param used time without progress so far, of the time that the deadline gives
 * @param good the last release that was wholly ready; 0 where none ever was
 * @param undone the release that failed and is being rolled back by this one; else 0
 * @param reason why it failed, for people; with the container's last lines
 * @param fallen how those of the releases before ended that were never wholly ready: failed, or
 *     still rolling when another one came
 */
public record Rollout(
    int release,
    Phase phase,
    Duration used,
    int good,
    int undone,
    String reason,
    List<String> lines,
    Map<Integer, Phase> fallen) {
  /** How many releases back it is remembered: as far as the history goes. */
  private static final int REMEMBERED = 50;

  /** Where it stands. */
  public enum Phase {
    ROLLING,
    DONE,
    /** It was not ready in time, and there was nothing to go back to. */
    FAILED,
    /** The release before had failed, and this one has put its predecessor's content back. */
    ROLLED_BACK
  }

  public Rollout {
    lines = List.copyOf(lines);
    fallen = ImmutableSortedMap.copyOf(fallen).tailMap(release - REMEMBERED, false);
  }

  /** Of a stack's first release. */
  public static Rollout begins(int release) {
    return new Rollout(release, Phase.ROLLING, Duration.ZERO, 0, 0, "", List.of(), Map.of());
  }

  /** A later release begins; those between the two were never looked at. */
  public Rollout followedBy(int next) {
    TreeMap<Integer, Phase> all = new TreeMap<>(fallen);
    if (!through()) {
      all.put(release, phase);
    }
    for (int between = Math.max(release + 1, next - REMEMBERED); between < next; between++) {
      all.put(between, Phase.ROLLING);
    }
    int last = through() ? release : good;
    return new Rollout(next, Phase.ROLLING, Duration.ZERO, last, 0, "", List.of(), all);
  }

  /** It has failed, and {@code next} puts back the last good one's content. */
  public Rollout undoneBy(int next, String why, List<String> last) {
    TreeMap<Integer, Phase> all = new TreeMap<>(fallen);
    all.put(release, Phase.FAILED);
    return new Rollout(next, Phase.ROLLING, Duration.ZERO, good, release, why, last, all);
  }

  /** The same release, some way further. */
  public Rollout at(Phase now, Duration time, String why, List<String> last) {
    return new Rollout(release, now, time, good, undone, why, last, fallen);
  }

  /** Whether all of it became ready: it is what a later one that fails goes back to. */
  public boolean through() {
    return phase == Phase.DONE || phase == Phase.ROLLED_BACK;
  }

  public boolean over() {
    return phase != Phase.ROLLING;
  }
}
