package viking.leader;

import java.util.List;
import java.util.Optional;
import viking.core.key.Key;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.store.Entry;
import viking.core.store.Range;

/** What a slave writes whose every container runs, or ends, as it should. */
record SlaveByHand(String host, ClusterByHand cluster) {
  /** Takes each assignment one step further; the leader may act between any two. */
  void obey() {
    Range mine = Range.prefix(Keys.deploysOf(host));
    for (Entry told : cluster.etcd().read(List.of(mine)).entries()) {
      JobId job = Key.parse(told.key()).job();
      String now = cluster.value(told.key()).orElse("gone");
      if (now.equals("stop")) {
        cluster.finish(job, host);
      } else if (now.isEmpty()) {
        cluster.run(job, host);
      } else if (now.equals(job.container()) && !fares(job)) {
        cluster.tell(job, host, wanted(job), EveryKind.ends(job) ? 1 : 0);
      }
    }
  }

  /** Whether its status is what this slave wants it to be. */
  private boolean fares(JobId job) {
    long assignment = cluster.assignment(job, host);
    return status(job)
        .filter(said -> said.state() == wanted(job) && said.assignment() == assignment)
        .isPresent();
  }

  private static JobState wanted(JobId job) {
    return EveryKind.ends(job) ? JobState.DONE : JobState.RUNNING;
  }

  /** Nothing where it cannot be read, either. */
  private Optional<Status> status(JobId job) {
    try {
      return cluster.statusOf(job);
    } catch (BadInput e) {
      return Optional.empty();
    }
  }
}
