package viking.leader;

import java.time.Duration;
import viking.core.config.Config;

/**
 * What a master is told at its start: its name, what its disk remembers of the cluster, and the id
 * to give a cluster that it founds.
 *
 * @param etcdQuota what etcd's database may grow to, in bytes
 */
public record LeaderSettings(
    String hostname,
    String cluster,
    long revision,
    String newClusterId,
    Duration leaderTtl,
    long etcdQuota) {
  /** Long enough for a pause of the collector, short enough for the next leader to be soon. */
  public static final Duration USUAL_TTL = Duration.ofSeconds(3);

  /** Where etcd has its own usual quota. */
  public LeaderSettings(
      String hostname, String cluster, long revision, String newClusterId, Duration leaderTtl) {
    this(hostname, cluster, revision, newClusterId, leaderTtl, Config.USUAL_ETCD_QUOTA);
  }
}
