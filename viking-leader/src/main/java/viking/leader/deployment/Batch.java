package viking.leader.deployment;

import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import viking.core.store.Compare;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.leader.election.Fence;

/** Moves that go together, as many as etcd takes at once; none writes a key of another's. */
final class Batch<M extends Move<?>> {
  /** Well below the size of a request that etcd refuses. */
  private static final int MOST_LETTERS = 400_000;

  private final List<M> moves = new ArrayList<>();
  private final Set<Compare> compares = new LinkedHashSet<>();
  private final List<Write> writes = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private int letters;

  private Batch(Fence fence) {
    compares.add(fence.compare());
  }

  /** Takes what fits from the head of the queue; the first of it always fits. */
  static <M extends Move<?>> Batch<M> fill(Fence fence, Deque<M> queue) {
    Batch<M> batch = new Batch<>(fence);
    while (!queue.isEmpty() && (batch.moves.isEmpty() || batch.hasRoomFor(queue.peek()))) {
      batch.add(queue.poll());
    }
    return batch;
  }

  static <M extends Move<?>> Batch<M> of(Fence fence, List<M> moves) {
    Batch<M> batch = new Batch<>(fence);
    moves.forEach(batch::add);
    return batch;
  }

  List<M> moves() {
    return moves;
  }

  Txn txn() {
    return new Txn(List.copyOf(compares), writes);
  }

  String reason() {
    return moves.get(0).reason()
        + (moves.size() > 1 ? "; and " + (moves.size() - 1) + " more" : "");
  }

  private void add(M move) {
    moves.add(move);
    compares.addAll(move.compares());
    writes.addAll(move.writes());
    move.writes().forEach(write -> keys.add(write.key()));
    letters += letters(move);
  }

  private boolean hasRoomFor(M move) {
    long further = move.compares().stream().filter(each -> !compares.contains(each)).count();
    return compares.size() + further <= Txn.LIMIT
        && writes.size() + move.writes().size() <= Txn.LIMIT
        && letters + letters(move) <= MOST_LETTERS
        && move.writes().stream().noneMatch(write -> keys.contains(write.key()));
  }

  private static int letters(Move<?> move) {
    return move.writes().stream().mapToInt(write -> write.value().length()).sum();
  }
}
