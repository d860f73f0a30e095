package viking.leader.deployment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
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
import viking.core.store.Outcome;
import viking.leader.election.Fence;

/**
 * A stage's unfinished writes. What has one is not decided about again until the state has caught
 * up with all outcomes; one that is unknown stays until a newer fence has made sure that it can no
 * longer land.
 */
public final class Flights<S, M extends Move<S>> {
  private static final int MOST_TRANSACTIONS = 32;

  private final Tokens tokens;
  private final Map<Long, Flight<M>> sent = new HashMap<>();
  private final List<Flight<M>> doubtful = new ArrayList<>();
  private final List<Settling<M>> settling = new ArrayList<>();
  private final Deque<M> queue = new ArrayDeque<>();
  private final Deque<List<M>> halves = new ArrayDeque<>();
  private final Map<S, Integer> busy = new HashMap<>();
  private final Patience<S> patience = new Patience<>();

  /** Moves whose outcome is known, once the state shows the revision. */
  private record Settling<M>(List<M> moves, long revision) {}

  public Flights(Tokens tokens) {
    this.tokens = tokens;
  }

  public boolean busy(S subject) {
    return busy.containsKey(subject);
  }

  public int size() {
    return busy.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Until when what was refused of late is to be left alone. */
  public Optional<Long> restsUntil(S subject, Now now) {
    return patience.restsUntil(subject, now);
  }

  public void enqueue(M move) {
    busy.merge(move.subject(), 1, Integer::sum);
    queue.add(move);
  }

  public boolean take(StoreEvent.Committed done, Now now, Fence fence, Consumer<Effect> out) {
    Flight<M> flight = sent.remove(done.token());
    if (flight == null) {
      return false;
    }
    Outcome outcome = done.outcome();
    switch (outcome.kind()) {
      case APPLIED -> {
        subjects(flight).forEach(patience::forget);
        settling.add(new Settling<>(flight.moves(), outcome.revision()));
      }
      case REFUSED -> refused(flight, outcome.revision(), now, fence);
      case FAILED -> {
        out.accept(Tell.warn("etcd took no write: " + outcome.problem()));
        rest(flight, now);
        settling.add(new Settling<>(flight.moves(), 0));
      }
      case UNKNOWN -> doubtful.add(flight);
    }
    return true;
  }

  /** Whether a newer fence is needed before what is in doubt can be told. */
  public boolean inDoubt() {
    return !doubtful.isEmpty();
  }

  /** Takes what the state has caught up with out of flight; what has no more writes under way. */
  public List<S> settle(long stateRevision, Fence fence) {
    for (Iterator<Flight<M>> each = doubtful.iterator(); each.hasNext(); ) {
      Flight<M> flight = each.next();
      if (fence.outdates(flight.fence())) {
        each.remove();
        settling.add(new Settling<>(flight.moves(), fence.modified()));
      }
    }
    List<S> subjects = new ArrayList<>();
    for (Iterator<Settling<M>> each = settling.iterator(); each.hasNext(); ) {
      Settling<M> settled = each.next();
      if (settled.revision() <= stateRevision) {
        each.remove();
        settled.moves().forEach(move -> release(move).ifPresent(subjects::add));
      }
    }
    return subjects;
  }

  /** Sends as many transactions as may be under way at once. */
  public void send(Fence fence, Consumer<Effect> out) {
    while (sent.size() < MOST_TRANSACTIONS && !(queue.isEmpty() && halves.isEmpty())) {
      Batch<M> batch = halves.isEmpty() ? Batch.fill(fence, queue) : Batch.of(fence, halves.poll());
      long token = tokens.next();
      sent.put(token, new Flight<>(batch.moves(), fence));
      out.accept(new StoreEffect.Commit(token, batch.txn(), batch.reason()));
    }
  }

  private void refused(Flight<M> flight, long revision, Now now, Fence fence) {
    List<M> moves = flight.moves();
    if (moves.size() > 1 && flight.fence().equals(fence)) {
      halves.add(moves.subList(0, moves.size() / 2));
      halves.add(moves.subList(moves.size() / 2, moves.size()));
      return;
    }
    rest(flight, now);
    settling.add(new Settling<>(moves, revision));
  }

  private void rest(Flight<M> flight, Now now) {
    subjects(flight).forEach(subject -> patience.rest(subject, now));
  }

  private Set<S> subjects(Flight<M> flight) {
    Set<S> subjects = new LinkedHashSet<>();
    flight.moves().forEach(move -> subjects.add(move.subject()));
    return subjects;
  }

  private Optional<S> release(M move) {
    Integer left = busy.computeIfPresent(move.subject(), (subject, n) -> n == 1 ? null : n - 1);
    return left == null ? Optional.of(move.subject()) : Optional.empty();
  }
}
