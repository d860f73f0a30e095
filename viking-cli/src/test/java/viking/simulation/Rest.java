package viking.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.model.Health;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;
import viking.core.store.Range;
import viking.leader.dowding.Dowding;
import viking.leader.dowding.Fleet;
import viking.leader.dowding.Request;
import viking.slave.container.Label;
import viking.slave.container.Phase;
import viking.slave.container.Seen;

/**
 * What is still missing until the cluster is as it should be: all that can run runs, nothing else.
 */
final class Rest {
  private final SimStore store;
  private final List<Machine> machines;
  private final ContainerLaws containers;

  Rest(SimStore store, List<Machine> machines, ContainerLaws containers) {
    this.store = store;
    this.machines = machines;
    this.containers = containers;
  }

  List<String> unrest() {
    ClusterState state = new ClusterState();
    state.reset(store.model().read(List.of(Range.prefix("/"))));
    List<String> unrest = new ArrayList<>();
    Map<JobId, Integer> running = new HashMap<>();
    containers.live().values().forEach(label -> running.merge(label.job(), 1, Integer::sum));
    for (JobId id : state.jobs()) {
      job(state.job(id).orElseThrow(), state, running.getOrDefault(id, 0), unrest);
    }
    running.keySet().stream()
        .filter(id -> state.job(id).flatMap(JobFacts::proc).isEmpty())
        .forEach(id -> unrest.add(id + " runs though nobody wants it"));
    containers(state, unrest);
    hosts(state, unrest);
    new StackRest(store.model(), state, unrest).look();
    keys(state, unrest);
    return unrest;
  }

  private void job(JobFacts facts, ClusterState state, int running, List<String> unrest) {
    JobId id = facts.id();
    if (facts.proc().isEmpty()) {
      unrest.add(id + " has left-over keys");
      return;
    }
    Optional<Status> status = facts.status().map(Versioned::value);
    Optional<Job> job = facts.proc().get().value().job();
    JobState said = status.map(Status::state).orElse(JobState.STARTING);
    boolean fine;
    if (job.isEmpty()) {
      fine = said == JobState.REJECTED && running == 0 && facts.deploys().isEmpty();
    } else if (job.get().oneOff()) {
      fine = (said.isFinal() && running == 0) || unplaceable(facts, job.get(), said, state);
    } else if (said == JobState.RUNNING) {
      fine =
          running == 1
              && facts.deploys().size() == 1
              && (status.get().health() == Health.HEALTHY
                  || StackRest.unhealthyByNature(id, job.get()))
              && facts.run().map(Versioned::value).equals(status.map(Status::host))
              && (!facts.counters().containsKey(status.get().host())
                  || StackRest.unhealthyByNature(id, job.get()))
              && (facts.ports().size() == job.get().expose().size()
                  || StackRest.unhealthyByNature(id, job.get()));
    } else {
      fine = running == 0 && unplaceable(facts, job.get(), said, state);
    }
    if (!fine) {
      unrest.add(
          id
              + " is "
              + status.map(Object::toString).orElse("unknown")
              + ", runs "
              + running
              + ", deploys "
              + facts.deploys()
              + ", ports "
              + facts.ports());
    }
  }

  /** Whether no host there is would take the job, by a look at every one of them. */
  private boolean unplaceable(JobFacts facts, Job job, JobState said, ClusterState state) {
    if ((said != JobState.WAITING && said != JobState.BLOCKED) || !facts.deploys().isEmpty()) {
      return false;
    }
    boolean slotTaken =
        job.pinned()
            && state.jobsOf(facts.id().slotId()).stream()
                .anyMatch(o -> !o.equals(facts.id()) && !state.job(o).get().deploys().isEmpty());
    Fleet fleet = new Fleet();
    state
        .hosts()
        .values()
        .forEach(
            host ->
                fleet.host(host.value(), state.cordon(host.value().name()).map(c -> c.reason())));
    for (JobId other : state.jobs()) {
      JobFacts f = state.job(other).orElseThrow();
      if (!f.ended()) {
        f.deploys()
            .keySet()
            .forEach(
                h ->
                    f.proc()
                        .flatMap(p -> p.value().job())
                        .ifPresent(j -> fleet.occupy(h, other, j)));
      }
    }
    Request request =
        new Request(
            facts.id(),
            job,
            job.pinned() ? state.pin(facts.id().slotId()).map(Versioned::value) : Optional.empty(),
            Set.of());
    return slotTaken || Dowding.plan(fleet, List.of(request)).placements().isEmpty();
  }

  private void containers(ClusterState state, List<String> unrest) {
    for (Machine machine : machines) {
      if (machine.retired()) {
        continue;
      }
      boolean foreign = false;
      for (Seen seen : machine.engine().list()) {
        Optional<Label> label = seen.label();
        foreign |= seen.name().equals("somebody-elses") && seen.phase() == Phase.RUNNING;
        if (label.isPresent()) {
          boolean assigned =
              state
                  .job(label.get().job())
                  .map(f -> f.deploys().get(machine.host().name()))
                  .filter(d -> d.created() == label.get().assignment())
                  .isPresent();
          if (!assigned) {
            unrest.add(seen.name() + " is left over on " + machine.name());
          }
        }
      }
      boolean lost = machine.up() && !foreign && !poweredOff(machine);
      if (lost) {
        unrest.add("the foreign container on " + machine.name() + " is gone");
      }
    }
  }

  private static boolean poweredOff(Machine machine) {
    return machine.engine().list().stream()
        .anyMatch(s -> s.name().equals("somebody-elses") && s.phase() == Phase.EXITED);
  }

  private void hosts(ClusterState state, List<String> unrest) {
    for (Machine machine : machines) {
      if (!machine.retired() && state.host(machine.host().name()).isEmpty()) {
        unrest.add(machine.name() + " is not registered");
      }
    }
    if (state.leader().isEmpty()) {
      unrest.add("nobody leads");
    }
  }

  private void keys(ClusterState state, List<String> unrest) {
    Set<String> known = new HashSet<>();
    for (JobId id : state.jobs()) {
      state.job(id).flatMap(JobFacts::proc).ifPresent(p -> known.add(id.toString()));
    }
    for (KeySpace space :
        List.of(KeySpace.RUN, KeySpace.DEPLOY, KeySpace.STATUS, KeySpace.COUNTER, KeySpace.PORTS)) {
      for (var entry : store.model().read(List.of(Range.prefix(space.prefix()))).entries()) {
        if (!known.contains(Key.parse(entry.key()).job().toString())) {
          unrest.add(entry.key() + " is left over");
        }
      }
    }
  }
}
