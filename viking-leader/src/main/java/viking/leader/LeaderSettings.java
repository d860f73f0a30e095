package viking.leader;

import java.time.Duration;

/**
 * What a master is told at its start: its name, what its disk remembers of the cluster, and the id
 * to give a cluster that it founds.
 */
public record LeaderSettings(
    String hostname, String cluster, long revision, String newClusterId, Duration leaderTtl) {
  /** Long enough for a pause of the collector, short enough for the next leader to be soon. */
  public static final Duration USUAL_TTL = Duration.ofSeconds(3);
}
