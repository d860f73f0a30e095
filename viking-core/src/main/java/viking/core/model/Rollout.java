package viking.core.model;

import java.time.Duration;
import java.util.List;

/**
 * How far a stack's current release has come.
 *
 * @param used time without progress so far, of the time that the deadline gives
 * @param good the last release that was wholly ready; 0 where none ever was
 * @param undone the release that failed and is being rolled back by this one; else 0
 * @param reason why it failed, for people; with the container's last lines
 */
public record Rollout(
    int release,
    Phase phase,
    Duration used,
    int good,
    int undone,
    String reason,
    List<String> lines) {
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
  }

  /** A release that has just been accepted. */
  public static Rollout begins(int release, int good) {
    return new Rollout(release, Phase.ROLLING, Duration.ZERO, good, 0, "", List.of());
  }

  public boolean over() {
    return phase != Phase.ROLLING;
  }
}
