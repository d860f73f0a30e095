package viking.leader.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import viking.core.actor.Now;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.NodeId;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.store.Compare;
import viking.core.store.Write;
import viking.leader.deployment.InFlight;
import viking.leader.deployment.Step;

/**
 * Of a node's jobs that have ended, the newest few stay to be looked at; of those that people run
 * at once as of those that the clock runs. What was put under another tag stays until it is
 * deleted.
 */
public final class History {
  static final int KEPT = 10;

  private static final Comparator<JobFacts> NEWEST_FIRST =
      Comparator.comparing(JobFacts::procRevision).thenComparing(JobFacts::id).reversed();

  private final Set<NodeId> dirty = new TreeSet<>();
  private long wake = Long.MAX_VALUE;

  /** Looks at all there is. */
  public void begin(ClusterState state) {
    dirty.clear();
    state.jobs().forEach(job -> look(job, state));
  }

  /** Something has changed about a job. */
  public void look(JobId job, ClusterState state) {
    if (state.job(job).filter(History::ended).isPresent()) {
      dirty.add(job.nodeId());
    }
  }

  /** The deletions that are due; what has a write in flight is looked at again afterwards. */
  public List<Step> step(Now now, ClusterState state, InFlight inFlight) {
    List<Step> steps = new ArrayList<>();
    wake = Long.MAX_VALUE;
    for (NodeId node : List.copyOf(dirty)) {
      dirty.remove(node);
      List<JobFacts> ended =
          state.jobsOf(node).stream()
              .map(job -> state.job(job).orElseThrow())
              .filter(History::ended)
              .sorted(NEWEST_FIRST)
              .toList();
      for (boolean clock : List.of(true, false)) {
        ended.stream()
            .filter(job -> CronNode.fired(job) == clock)
            .skip(KEPT)
            .filter(job -> !inFlight.busy(job.id()))
            .forEach(job -> deleteUnlessItRests(job, now, inFlight, steps));
      }
    }
    return steps;
  }

  /** When to look again at what has been refused. */
  public long wakeAt() {
    return wake;
  }

  private void deleteUnlessItRests(JobFacts job, Now now, InFlight inFlight, List<Step> steps) {
    inFlight
        .restsUntil(job.id(), now)
        .ifPresentOrElse(
            until -> {
              dirty.add(job.id().nodeId());
              wake = Math.min(wake, until);
            },
            () -> steps.add(delete(job)));
  }

  private static Step delete(JobFacts facts) {
    return new Step(
        facts.id(),
        Optional.empty(),
        List.of(Compare.modified(Keys.proc(facts.id()), facts.procRevision())),
        List.of(Write.delete(Keys.proc(facts.id()))),
        facts.id() + " has ended, and so have " + KEPT + " newer ones");
  }

  private static boolean ended(JobFacts facts) {
    return facts.ended() && (facts.id().tag().startsWith("run.") || CronNode.fired(facts));
  }
}
