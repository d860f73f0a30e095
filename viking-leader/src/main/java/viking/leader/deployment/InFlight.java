package viking.leader.deployment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.model.JobId;
import viking.core.model.SlotId;
import viking.leader.election.Fence;

/**
 * The unfinished writes about jobs, one a job at most, and what the assignments among them take.
 */
public final class InFlight {
  private final Flights<JobId, Step> flights;
  private final Map<JobId, String> assigning = new HashMap<>();
  private final Set<SlotId> busySlots = new HashSet<>();

  public InFlight(Tokens tokens) {
    this.flights = new Flights<>(tokens);
  }

  public boolean busy(JobId job) {
    return flights.busy(job);
  }

  /** Whether another job of the slot is being assigned. */
  public boolean busySlot(SlotId slot) {
    return busySlots.contains(slot);
  }

  /** The host that an unfinished assignment would take room on. */
  public Optional<String> assigning(JobId job) {
    return Optional.ofNullable(assigning.get(job));
  }

  public int size() {
    return flights.size();
  }

  /** Until when a job that was refused of late is to be left alone. */
  public Optional<Long> restsUntil(JobId job, Now now) {
    return flights.restsUntil(job, now);
  }

  public void enqueue(Step step) {
    if (busy(step.job())) {
      throw new IllegalStateException(step.job() + " already has a write in flight");
    }
    step.assigns()
        .ifPresent(
            host -> {
              assigning.put(step.job(), host);
              busySlots.add(step.job().slotId());
            });
    flights.enqueue(step);
  }

  public boolean take(StoreEvent.Committed done, Now now, Fence fence, Consumer<Effect> out) {
    return flights.take(done, now, fence, out);
  }

  /** Whether a newer fence is needed before what is in doubt can be told. */
  public boolean inDoubt() {
    return flights.inDoubt();
  }

  /** Takes what the state has caught up with out of flight; the jobs to be judged again. */
  public List<JobId> settle(long stateRevision, Fence fence) {
    List<JobId> jobs = flights.settle(stateRevision, fence);
    for (JobId job : jobs) {
      if (assigning.remove(job) != null) {
        busySlots.remove(job.slotId());
      }
    }
    return jobs;
  }

  /** Sends as many transactions as may be under way at once. */
  public void send(Fence fence, Consumer<Effect> out) {
    flights.send(fence, out);
  }
}
