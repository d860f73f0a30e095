package viking.leader.deployment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.model.JobId;
import viking.core.model.SlotId;
import viking.core.store.Compare;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.leader.election.Fence;

/**
 * The leader's unfinished writes. A job with one is not judged again until the state has caught up
 * with its outcome; one whose outcome is unknown stays until a newer fence has made sure that it
 * can no longer land.
 */
public final class InFlight {
  private static final int MOST_TRANSACTIONS = 32;

  private final Tokens tokens;
  private final Map<Long, Flight> sent = new HashMap<>();
  private final List<Flight> doubtful = new ArrayList<>();
  private final List<Settling> settling = new ArrayList<>();
  private final Deque<Step> queue = new ArrayDeque<>();
  private final Deque<List<Step>> halves = new ArrayDeque<>();
  private final Map<JobId, Step> busy = new HashMap<>();
  private final Set<SlotId> busySlots = new HashSet<>();
  private final Patience patience = new Patience();

  /** Steps whose outcome is known, once the state shows the revision. */
  private record Settling(List<Step> steps, long revision) {}

  public InFlight(Tokens tokens) {
    this.tokens = tokens;
  }

  public boolean busy(JobId job) {
    return busy.containsKey(job);
  }

  /** Whether another job of the slot is being assigned. */
  public boolean busySlot(SlotId slot) {
    return busySlots.contains(slot);
  }

  /** The host that an unfinished assignment would take room on. */
  public Optional<String> assigning(JobId job) {
    return Optional.ofNullable(busy.get(job)).flatMap(Step::assigns);
  }

  public int size() {
    return busy.size();
  }

  /** Until when a job that was refused of late is to be left alone. */
  public Optional<Long> restsUntil(JobId job, Now now) {
    return patience.restsUntil(job, now);
  }

  public void enqueue(Step step) {
    if (busy.put(step.job(), step) != null) {
      throw new IllegalStateException(step.job() + " already has a write in flight");
    }
    if (step.assigns().isPresent()) {
      busySlots.add(step.job().slotId());
    }
    queue.add(step);
  }

  public boolean take(StoreEvent.Committed done, Now now, Fence fence, Consumer<Effect> out) {
    Flight flight = sent.remove(done.token());
    if (flight == null) {
      return false;
    }
    Outcome outcome = done.outcome();
    switch (outcome.kind()) {
      case APPLIED -> {
        flight.steps().forEach(step -> patience.forget(step.job()));
        settling.add(new Settling(flight.steps(), outcome.revision()));
      }
      case REFUSED -> refused(flight, outcome.revision(), now, fence);
      case FAILED -> {
        out.accept(Tell.warn("etcd took no write: " + outcome.problem()));
        rest(flight, now);
        settling.add(new Settling(flight.steps(), 0));
      }
      case UNKNOWN -> doubtful.add(flight);
    }
    return true;
  }

  /** Whether a newer fence is needed before what is in doubt can be told. */
  public boolean inDoubt() {
    return !doubtful.isEmpty();
  }

  /** Takes what the state has caught up with out of flight; the jobs to be judged again. */
  public List<JobId> settle(long stateRevision, Fence fence) {
    for (Iterator<Flight> each = doubtful.iterator(); each.hasNext(); ) {
      Flight flight = each.next();
      if (fence.outdates(flight.fence())) {
        each.remove();
        settling.add(new Settling(flight.steps(), fence.modified()));
      }
    }
    List<JobId> jobs = new ArrayList<>();
    for (Iterator<Settling> each = settling.iterator(); each.hasNext(); ) {
      Settling settled = each.next();
      if (settled.revision() <= stateRevision) {
        each.remove();
        settled.steps().forEach(step -> jobs.add(release(step)));
      }
    }
    return jobs;
  }

  /** Sends as many transactions as may be under way at once. */
  public void send(Fence fence, Consumer<Effect> out) {
    while (sent.size() < MOST_TRANSACTIONS && !(queue.isEmpty() && halves.isEmpty())) {
      List<Step> steps = halves.isEmpty() ? batch() : halves.poll();
      List<Compare> compares = new ArrayList<>();
      List<Write> writes = new ArrayList<>();
      compares.add(fence.compare());
      for (Step step : steps) {
        compares.addAll(step.compares());
        writes.addAll(step.writes());
      }
      long token = tokens.next();
      sent.put(token, new Flight(steps, fence));
      String reason =
          steps.get(0).reason() + (steps.size() > 1 ? "; and " + (steps.size() - 1) + " more" : "");
      out.accept(new StoreEffect.Commit(token, new Txn(compares, writes), reason));
    }
  }

  private List<Step> batch() {
    List<Step> steps = new ArrayList<>();
    int compares = 1;
    int writes = 0;
    while (!queue.isEmpty()) {
      Step step = queue.peek();
      compares += step.compares().size();
      writes += step.writes().size();
      if (!steps.isEmpty() && (compares > Txn.LIMIT || writes > Txn.LIMIT)) {
        break;
      }
      steps.add(queue.poll());
    }
    return steps;
  }

  private void refused(Flight flight, long revision, Now now, Fence fence) {
    List<Step> steps = flight.steps();
    if (steps.size() > 1 && flight.fence().equals(fence)) {
      halves.add(steps.subList(0, steps.size() / 2));
      halves.add(steps.subList(steps.size() / 2, steps.size()));
      return;
    }
    rest(flight, now);
    settling.add(new Settling(steps, revision));
  }

  private void rest(Flight flight, Now now) {
    flight.steps().forEach(step -> patience.rest(step.job(), now));
  }

  private JobId release(Step step) {
    busy.remove(step.job());
    if (step.assigns().isPresent()) {
      busySlots.remove(step.job().slotId());
    }
    return step.job();
  }
}
