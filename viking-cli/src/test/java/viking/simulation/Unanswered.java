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
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;
import viking.leader.Leader;

/**
 * What each process has sent and does not know the outcome of. Until it is told, or has made sure
 * that the write can no longer land, it writes none of those keys again.
 */
@SuppressWarnings("ReferenceEquality")
final class Unanswered {
  /** Announced, renewed and fenced as often as one likes. */
  private static final Set<KeySpace> FREE =
      Set.of(KeySpace.HOST, KeySpace.LEADER, KeySpace.CLUSTER);

  /** A transaction is itself alone, however like another one. */
  private static final class Sent {
    private final Txn txn;
    private final Set<String> keys = new HashSet<>();
    private boolean unknown;
    private boolean landed;

    Sent(Txn txn) {
      this.txn = txn;
      txn.writes().stream()
          .map(Write::key)
          .filter(key -> !FREE.contains(Key.parse(key).space()))
          .forEach(keys::add);
    }

    /**
     * What compares a revision that has been overtaken never lands; nor has it, where that is a key
     * that it does not write itself, as the fence is.
     */
    boolean over(EtcdModel store) {
      return (unknown && landed)
          || txn.compares().stream()
              .filter(compare -> unknown || !keys.contains(compare.key()))
              .anyMatch(compare -> overtaken(compare, store));
    }

    private static boolean overtaken(Compare compare, EtcdModel store) {
      boolean put = compare.target() == Compare.Target.MODIFIED;
      long now = store.find(compare.key()).map(put ? Entry::modified : Entry::created).orElse(0L);
      return compare.revision() != 0 && compare.revision() != now;
    }
  }

  private final Map<Incarnation, List<Sent>> open = new HashMap<>();

  /** The store holds other data now. */
  void forget() {
    open.clear();
  }

  void sent(Incarnation process, Txn txn, EtcdModel store) {
    List<Sent> before = open.computeIfAbsent(process, p -> new ArrayList<>());
    before.removeIf(each -> each.over(store));
    Sent next = new Sent(txn);
    if (next.keys.isEmpty()) {
      return;
    }
    if (!makesSure(process, txn)) {
      before.forEach(
          each ->
              each.keys.stream()
                  .filter(next.keys::contains)
                  .findFirst()
                  .ifPresent(key -> again(process, key, each)));
    }
    before.add(next);
  }

  void told(Incarnation process, Txn txn, Outcome.Kind outcome) {
    if (outcome == Outcome.Kind.UNKNOWN) {
      find(process, txn).ifPresent(each -> each.unknown = true);
    } else {
      Optional.ofNullable(open.get(process))
          .ifPresent(all -> all.removeIf(each -> each.txn == txn));
    }
  }

  void landed(Incarnation process, Txn txn) {
    find(process, txn).ifPresent(each -> each.landed = true);
  }

  private Optional<Sent> find(Incarnation process, Txn txn) {
    return open.getOrDefault(process, List.of()).stream()
        .filter(each -> each.txn == txn)
        .findFirst();
  }

  /** A slave puts {@code /deploy} alone once more, so that nothing older can land. */
  private static boolean makesSure(Incarnation process, Txn txn) {
    return !(process.actor() instanceof Leader)
        && txn.writes().size() == 1
        && txn.writes().get(0).kind() == Write.Kind.PUT
        && Key.parse(txn.writes().get(0).key()).space() == KeySpace.DEPLOY;
  }

  private static void again(Incarnation process, String key, Sent before) {
    throw new Broken(
        process.name()
            + " writes "
            + key
            + " again, and "
            + (before.unknown ? "may not know" : "has not been told")
            + " what became of "
            + before.txn);
  }
}
