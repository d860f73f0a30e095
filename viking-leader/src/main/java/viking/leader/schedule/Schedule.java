package viking.leader.schedule;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.model.JobId;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.StackFacts;
import viking.core.state.Touched;
import viking.leader.deployment.Flights;
import viking.leader.election.Fence;

/**
 * The stage that makes jobs of stacks. It plans the stacks that something has happened to or whose
 * time has come, each only when the state shows what became of its last writes.
 */
public final class Schedule {
  /** A stack of many jobs is looked at less often, so that the leader has time for the rest. */
  private static final int MANY_JOBS = 1000;

  private static final Duration PAUSE_A_JOB = Duration.ofNanos(10_000);

  private final ClusterState state;
  private final Flights<String, StackStep> flights;
  private final List<StackPlanner> planners;
  private final Set<String> dirty = new LinkedHashSet<>();
  private final Map<String, Long> wakes = new TreeMap<>();
  private final Map<String, Memory> memories = new TreeMap<>();
  private final Map<String, Long> pauses = new TreeMap<>();

  public Schedule(Tokens tokens, ClusterState state, Room room) {
    this.state = state;
    this.flights = new Flights<>(tokens);
    this.planners = List.of(new Rolling(this::memory, room));
  }

  /** Takes everything into account that the state holds, as if it had just changed. */
  public void begin(Now now) {
    dirty.addAll(state.stacks());
    dirty.addAll(new TreeSet<>(state.stacksWithJobs()));
    memories.values().forEach(memory -> List.copyOf(memory.jobs()).forEach(id -> look(id, now)));
    for (JobId id : state.jobs()) {
      state.job(id).filter(StackView::made).ifPresent(facts -> memory(id.stack()).look(facts, now));
    }
  }

  /** Looks at what has changed in the state. */
  public void changed(Touched touched, Now now) {
    dirty.addAll(touched.stacks());
    touched.jobs().forEach(job -> changed(job, now));
    for (String host : touched.hosts()) {
      for (JobId job : state.deployedOn(host)) {
        state.job(job).filter(StackView::made).ifPresent(made -> dirty.add(job.stack()));
      }
    }
  }

  public boolean take(StoreEvent.Committed done, Now now, Fence fence, Consumer<Effect> out) {
    return flights.take(done, now, fence, out);
  }

  /** Whether a write about the stack is under way, or the state does not show it yet. */
  public boolean busy(String stack) {
    return flights.busy(stack);
  }

  /** Whether a newer fence is needed before what is in doubt can be told. */
  public boolean inDoubt() {
    return flights.inDoubt();
  }

  /** Plans and sends what is due; when to come back if nothing happens. */
  public long step(Now now, Fence fence, Consumer<Effect> out) {
    dirty.addAll(flights.settle(state.revision(), fence));
    wakes.forEach(
        (stack, at) -> {
          if (now.reached(at)) {
            dirty.add(stack);
          }
        });
    for (Iterator<String> each = dirty.iterator(); each.hasNext(); ) {
      String stack = each.next();
      each.remove();
      wakes.remove(stack);
      if (flights.busy(stack)) {
        // It is dirty again when its writes have settled.
        continue;
      }
      Optional<Long> rests = rests(stack, now);
      if (rests.isPresent()) {
        wakes.put(stack, rests.get());
      } else {
        plan(stack, now);
      }
    }
    flights.send(fence, out);
    return wakes.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
  }

  private Optional<Long> rests(String stack, Now now) {
    Optional<Long> pause = Optional.ofNullable(pauses.get(stack)).filter(at -> !now.reached(at));
    return pause.isPresent() ? pause : flights.restsUntil(stack, now);
  }

  private void plan(String stack, Now now) {
    StackPlan plan = new StackPlan();
    StackView view = new StackView(state, stack);
    planners.forEach(planner -> planner.plan(view, now, plan));
    plan.steps().forEach(flights::enqueue);
    if (plan.wakeAt() != Long.MAX_VALUE) {
      wakes.put(stack, plan.wakeAt());
    }
    int jobs = memory(stack).jobs().size();
    if (jobs >= MANY_JOBS) {
      pauses.put(stack, now.after(PAUSE_A_JOB.multipliedBy(jobs)));
    } else {
      pauses.remove(stack);
    }
    if (view.revision() == 0 && jobs == 0) {
      memories.remove(stack);
    }
  }

  private void changed(JobId id, Now now) {
    Optional<JobFacts> facts = state.job(id);
    look(id, now);
    boolean deployed = state.stack(id.stack()).map(StackFacts::stackRevision).orElse(0L) > 0;
    boolean gone = facts.flatMap(JobFacts::proc).isEmpty();
    boolean concerns =
        facts.filter(job -> planners.stream().anyMatch(p -> p.looksAt(job))).isPresent();
    if (concerns || (deployed && gone)) {
      dirty.add(id.stack());
    }
  }

  /** Nothing is remembered of jobs that are not the schedule's. */
  private void look(JobId id, Now now) {
    Optional<JobFacts> made = state.job(id).filter(StackView::made);
    if (made.isPresent()) {
      memory(id.stack()).look(made.get(), now);
    } else if (memories.containsKey(id.stack())) {
      memories.get(id.stack()).forget(id);
    }
  }

  private Memory memory(String stack) {
    return memories.computeIfAbsent(stack, name -> new Memory());
  }
}
