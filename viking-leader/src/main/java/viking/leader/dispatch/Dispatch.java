package viking.leader.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import viking.core.actor.Now;
import viking.core.key.Keys;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.SlotId;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;
import viking.leader.dowding.Dowding;
import viking.leader.dowding.Fleet;
import viking.leader.dowding.Plan;
import viking.leader.dowding.Request;

/** The jobs without a place, and when it is worth looking for one again. */
public final class Dispatch {
  /** Failed runs on one host after which a job that may move is moved. */
  public static final int FAILURES_TO_MOVE = 5;

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Fleet fleet;
  private final Map<JobId, Request> fresh = new LinkedHashMap<>();
  private final Map<JobId, Request> waiting = new LinkedHashMap<>();
  private boolean room;
  private long lookedAt = Long.MIN_VALUE;

  public Dispatch(Fleet fleet) {
    this.fleet = fleet;
  }

  public void wants(JobFacts facts, ClusterState state) {
    Job job = facts.proc().orElseThrow().value().job().orElseThrow();
    JobId id = facts.id();
    waiting.remove(id);
    fresh.put(
        id,
        new Request(
            id,
            job,
            job.pinned() ? state.pin(id.slotId()).map(Versioned::value) : Optional.empty(),
            troubled(facts),
            replaced(id, state)));
  }

  /** The hosts where the job that had the slot before still runs. */
  public static Set<String> replaced(JobId id, ClusterState state) {
    Set<JobId> sharing = state.jobsOf(id.slotId());
    if (sharing.size() == 1 && sharing.contains(id)) {
      return Set.of();
    }
    Set<String> hosts = new TreeSet<>();
    for (JobId other : sharing) {
      if (!other.equals(id)) {
        state.job(other).map(JobFacts::deploys).orElse(Map.of()).entrySet().stream()
            .filter(deploy -> !JobFacts.STOP.equals(deploy.getValue().value()))
            .forEach(deploy -> hosts.add(deploy.getKey()));
      }
    }
    return hosts;
  }

  public void forget(JobId id) {
    fresh.remove(id);
    waiting.remove(id);
  }

  /** Room may have come: what waits is looked at again. */
  public void roomMayHaveCome() {
    room = true;
  }

  /** Plans what is new and, where room may have come, what waits; what finds none waits on. */
  public Plan plan(Now now) {
    boolean all =
        room && !waiting.isEmpty() && (lookedAt == Long.MIN_VALUE || now.reached(lookAt()));
    if (fresh.isEmpty() && !all) {
      return new Plan(List.of(), List.of());
    }
    List<Request> requests = new ArrayList<>(fresh.values());
    waiting.putAll(fresh);
    fresh.clear();
    if (all) {
      requests = new ArrayList<>(waiting.values());
      room = false;
      lookedAt = now.nanos();
    }
    Plan plan = Dowding.plan(fleet, requests);
    plan.placements().forEach(placed -> waiting.remove(placed.id()));
    return plan;
  }

  public long wakeAt() {
    return room && !waiting.isEmpty() ? lookAt() : Long.MAX_VALUE;
  }

  /** Whether a failing job has a host to go to where it has not failed yet. */
  public boolean hasOtherPlace(JobFacts facts) {
    Job job = facts.proc().orElseThrow().value().job().orElseThrow();
    Set<String> avoid = troubled(facts);
    Request request = new Request(facts.id(), job, Optional.empty(), avoid);
    return Dowding.plan(fleet, List.of(request)).placements().stream()
        .anyMatch(placed -> !avoid.contains(placed.hostname()));
  }

  /** Whether a job would have a place at once if others were gone. */
  public boolean hasPlaceWithout(JobFacts facts, Collection<JobFacts> others) {
    return facts
        .proc()
        .flatMap(proc -> proc.value().job())
        .map(job -> new Request(facts.id(), job, Optional.empty(), troubled(facts)))
        .filter(request -> hasPlaceWithout(request, others))
        .isPresent();
  }

  private boolean hasPlaceWithout(Request request, Collection<JobFacts> others) {
    List<Runnable> back = new ArrayList<>();
    for (JobFacts other : others) {
      for (String host : other.deploys().keySet()) {
        Optional.ofNullable(fleet.jobs(host).get(other.id()))
            .ifPresent(
                job -> {
                  boolean leaves = fleet.leaves(host, other.id());
                  fleet.vacate(host, other.id());
                  back.add(
                      () -> {
                        fleet.occupy(host, other.id(), job);
                        if (leaves) {
                          fleet.leave(host, other.id());
                        }
                      });
                });
      }
    }
    try {
      return !Dowding.plan(fleet, List.of(request)).placements().isEmpty();
    } finally {
      back.forEach(Runnable::run);
    }
  }

  /** The job of the slot that is still there, if any: a volume is for one at a time. */
  public static Optional<JobId> occupant(JobId id, SlotId slot, ClusterState state) {
    return state.jobsOf(slot).stream()
        .filter(other -> !other.equals(id))
        .filter(other -> state.job(other).filter(f -> !f.deploys().isEmpty()).isPresent())
        .findFirst();
  }

  /**
   * Why nothing may run with the slot's volume, if so: where it lives, and whether it is made, is
   * written, and cannot be read.
   */
  public static Optional<String> unreadablePin(SlotId slot, ClusterState state) {
    String key = Keys.fixed(slot);
    return Optional.ofNullable(state.refused().get(key))
        .map(
            problem ->
                "which host has its volume cannot be read from "
                    + key
                    + " ("
                    + problem
                    + "): put that right, or delete it, and the job begins with an empty volume");
  }

  /** The hosts where the present value has failed too often. */
  public static Set<String> troubled(JobFacts facts) {
    if (facts.counters().isEmpty()) {
      return Set.of();
    }
    Set<String> hosts = new TreeSet<>();
    facts
        .counters()
        .forEach(
            (host, count) -> {
              if (count.value() >= FAILURES_TO_MOVE && count.modified() > facts.procRevision()) {
                hosts.add(host);
              }
            });
    return hosts;
  }

  private long lookAt() {
    return lookedAt == Long.MIN_VALUE ? Long.MIN_VALUE : lookedAt + LOOK_EVERY.toNanos();
  }
}
