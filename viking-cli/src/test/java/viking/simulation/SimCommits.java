package viking.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.key.KeySpace;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.testing.EtcdModel;

/** The way of a transaction to the store, and of its answer: each may be lost, late or twice. */
final class SimCommits {
  private final SimStore store;
  private final Schedule schedule;
  private final Chance chance;
  private final Trace trace;
  private final Set<Txn> landed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Held> held = new ArrayList<>();
  private Optional<Machine> stalled = Optional.empty();

  /** A transaction that is held up, and what lets it arrive. */
  private record Held(Txn txn, Runnable arrive) {}

  SimCommits(SimStore store, Schedule schedule, Chance chance, Trace trace) {
    this.store = store;
    this.schedule = schedule;
    this.chance = chance;
    this.trace = trace;
  }

  /** What has landed so far is in another store. */
  void forget() {
    landed.clear();
  }

  /** What the machine sends from now on is held up somewhere, until its worst moment. */
  void stall(Machine machine) {
    trace.tell(machine.name(), "what it sends to etcd is held up");
    stalled = Optional.of(machine);
  }

  /** What was held up arrives after all. */
  void release() {
    if (!held.isEmpty()) {
      trace.tell("network", held.size() + " transactions arrive that were held up");
    }
    stalled = Optional.empty();
    held.forEach(each -> schedule.after(chance.millis(0, 30), each.arrive()));
    held.clear();
  }

  /** The same, if anything was to be held up. */
  void releaseStalled() {
    if (stalled.isPresent()) {
      release();
    }
  }

  /** What is held up and writes such a key. */
  Optional<Txn> held(KeySpace space) {
    return held.stream()
        .map(Held::txn)
        .filter(txn -> txn.writes().stream().anyMatch(w -> w.key().startsWith(space.prefix())))
        .findFirst();
  }

  /** People write directly, with etcdctl on the machine of the store. */
  Outcome byHand(Txn txn) {
    return apply(Optional.empty(), txn);
  }

  void send(Incarnation process, StoreEffect.Commit commit, boolean lost, long travel) {
    boolean late = !store.isCalm() && chance.in(100);
    boolean twice = !store.isCalm() && chance.in(100);
    boolean answerLost = !store.isCalm() && chance.in(60);
    store.judge().sent(process, commit.txn(), store.model());
    if (lost || late || answerLost || store.unreachable(process)) {
      store.judge().troubled(process);
    }
    Sending sending = new Sending(process, commit, answerLost);
    if (store.unreachable(process)) {
      sending.fail();
      return;
    }
    schedule.after(SimStore.DEADLINE, () -> sending.tell(Outcome.unknown("no answer in time")));
    if (lost) {
      return;
    }
    if (stalled.filter(machine -> machine == process.machine()).isPresent()) {
      held.add(new Held(commit.txn(), sending::arrive));
      return;
    }
    schedule.after(late ? travel + chance.millis(500, 20_000) : travel, sending::arrive);
    if (twice) {
      schedule.after(travel + chance.millis(10, 20_000), sending::arrive);
    }
  }

  /** A transaction under way, of which its process is told once. */
  private final class Sending {
    private final Incarnation process;
    private final StoreEffect.Commit commit;
    private final boolean answerLost;
    private boolean answered;

    Sending(Incarnation process, StoreEffect.Commit commit, boolean answerLost) {
      this.process = process;
      this.commit = commit;
      this.answerLost = answerLost;
    }

    /** It is never sent; now and then nobody can be certain of that. */
    void fail() {
      boolean certain = chance.in(2);
      Outcome outcome =
          certain ? Outcome.failed("no connection to etcd") : Outcome.unknown("no answer in time");
      schedule.after(certain ? 20 * Schedule.MILLI : SimStore.DEADLINE, () -> tell(outcome));
    }

    void arrive() {
      if (store.away()) {
        return;
      }
      Outcome outcome = apply(Optional.of(process), commit.txn());
      trace.tell(
          process.name(),
          outcome.kind()
              + (outcome.revision() > 0 ? "@" + outcome.revision() : "")
              + " "
              + commit.reason()
              + outcome.problem());
      if (!answerLost) {
        schedule.after(chance.millis(1, 8), () -> answer(outcome));
      }
    }

    private void answer(Outcome outcome) {
      if (!process.cutOff()) {
        tell(outcome);
      }
    }

    void tell(Outcome outcome) {
      if (!answered) {
        answered = true;
        store.judge().told(process, commit.txn(), outcome.kind());
        process.deliver(new StoreEvent.Committed(commit.token(), outcome));
      }
    }
  }

  private Outcome apply(Optional<Incarnation> process, Txn txn) {
    EtcdModel model = store.model();
    Map<String, Entry> replaced = new HashMap<>();
    txn.writes()
        .forEach(
            write -> model.find(write.key()).ifPresent(entry -> replaced.put(write.key(), entry)));
    Outcome outcome = model.commit(txn);
    if (outcome.kind() == Outcome.Kind.APPLIED) {
      // A host may announce itself as often as it likes.
      boolean announces = txn.writes().get(0).key().startsWith(KeySpace.HOST.prefix());
      if (process.isPresent() && !landed.add(txn) && !announces) {
        throw new Broken("a transaction landed twice: " + txn);
      }
      store.judge().landed(process, txn, replaced, model);
      store.watches().pump();
    }
    return outcome;
  }
}
