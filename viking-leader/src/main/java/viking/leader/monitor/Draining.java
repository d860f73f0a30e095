package viking.leader.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import viking.core.actor.Now;
import viking.core.model.Cordon;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Release;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;
import viking.leader.deployment.Step;
import viking.leader.deployment.TakingAway;
import viking.leader.dowding.Dowding;
import viking.leader.dowding.Fleet;
import viking.leader.dowding.Placement;
import viking.leader.dowding.Request;

/**
 * Takes jobs that a hand has put from hosts that are being emptied, if they may run elsewhere and
 * there is a place for them. The schedule moves its own, and what runs to its end is left to it.
 */
public final class Draining {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Set<String> hosts = new TreeSet<>();
  private long lookAt = Long.MAX_VALUE;

  /** Looks at all hosts. */
  public void begin(Now now, ClusterState state) {
    hosts.clear();
    state.hosts().keySet().forEach(host -> changed(host, now, state));
  }

  /** Looks at a host that may have been cordoned, or no longer is. */
  public void changed(String host, Now now, ClusterState state) {
    boolean drains =
        state.host(host).isPresent() && state.cordon(host).filter(Cordon::drain).isPresent();
    if (drains) {
      hosts.add(host);
      lookAt = now.nanos();
    } else {
      hosts.remove(host);
    }
  }

  /** Jobs have changed: one may have come to such a host just before it was cordoned. */
  public void again(Now now) {
    if (!hosts.isEmpty()) {
      lookAt = Math.min(lookAt, now.after(LOOK_EVERY));
    }
  }

  /** What is to be taken away now, but for jobs that are busy. */
  public List<Step> steps(Now now, ClusterState state, Fleet fleet, Predicate<JobId> busy) {
    if (lookAt == Long.MAX_VALUE || !now.reached(lookAt)) {
      return List.of();
    }
    TreeMap<JobId, Step> leaving = new TreeMap<>();
    List<Request> requests = new ArrayList<>();
    for (String host : hosts) {
      for (JobId id : state.deployedOn(host)) {
        JobFacts facts = state.job(id).orElseThrow();
        Versioned<String> deploy = facts.deploys().get(host);
        Optional<Job> job = facts.valueFor(deploy).filter(Draining::movable);
        if (job.isPresent() && wanted(facts, deploy)) {
          // What is on its way out already takes its place first.
          boolean goes = JobFacts.STOP.equals(deploy.value());
          requests.add(
              goes ? 0 : requests.size(),
              new Request(id, job.get(), Optional.empty(), Set.of(host)));
          if (!goes) {
            leaving.put(id, TakingAway.drained(facts, host, deploy, state.cordonRevision(host)));
          }
        }
      }
    }
    lookAt = leaving.isEmpty() ? Long.MAX_VALUE : now.after(LOOK_EVERY);
    Set<JobId> placed = new HashSet<>();
    if (!leaving.isEmpty()) {
      Dowding.plan(fleet, requests).placements().stream().map(Placement::id).forEach(placed::add);
    }
    return leaving.values().stream()
        .filter(step -> placed.contains(step.job()) && !busy.test(step.job()))
        .toList();
  }

  public long wakeAt() {
    return lookAt;
  }

  private static boolean wanted(JobFacts facts, Versioned<String> deploy) {
    return facts.procRevision() > 0 && facts.procRevision() < deploy.created();
  }

  private static boolean movable(Job job) {
    return !job.pinned() && !job.oneOff() && !job.by().equals(Release.SCHEDULE);
  }
}
