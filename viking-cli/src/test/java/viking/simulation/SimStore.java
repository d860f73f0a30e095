package viking.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.config.Config;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.store.Entry;
import viking.core.store.LeaseAnswer;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.testing.EtcdImage;
import viking.core.store.testing.EtcdModel;

/** The store and the ways to and from it. */
final class SimStore {
  private static final long DEADLINE = 2 * Schedule.SECOND;

  private final EtcdModel model = new EtcdModel();
  private final Schedule schedule;
  private final Chance chance;
  private final Trace trace;
  private final SimWatches watches;
  private final Map<Long, Incarnation> leases = new HashMap<>();
  private final Set<Txn> landed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Incarnation> lostRevocations = new HashSet<>();
  private Judge judge = Judge.NONE;
  private boolean away;
  private boolean calm;
  private long expiryAt = Long.MAX_VALUE;
  private Optional<Machine> stalled = Optional.empty();
  private final List<Held> held = new ArrayList<>();

  /** A transaction that is held up, and what lets it arrive. */
  private record Held(Txn txn, Runnable arrive) {}

  /** Who looks at every transaction that lands. */
  interface Judge {
    Judge NONE = (process, txn, replaced, after) -> {};

    /** {@code replaced} is what stood under the keys that were written. */
    void landed(
        Optional<Incarnation> process, Txn txn, Map<String, Entry> replaced, EtcdModel after);

    /** The process sends it; nothing is known yet of whether it arrives. */
    default void sent(Incarnation process, Txn txn, EtcdModel now) {}

    /** The process is told what has become of what it sent. */
    default void told(Incarnation process, Txn txn, Outcome.Kind outcome) {}

    /** A lease has ended, by its time or by a word. */
    default void ended(EtcdModel after) {}

    /** What the process has asked for, or the answer, is lost or late. */
    default void troubled(Incarnation process) {}

    /** The process has given up its own lease for good, and etcd knows. */
    default void resigned(Incarnation process) {}
  }

  SimStore(Schedule schedule, Chance chance, Trace trace) {
    this.schedule = schedule;
    this.chance = chance;
    this.trace = trace;
    this.watches = new SimWatches(model, schedule, chance, trace);
  }

  EtcdModel model() {
    return model;
  }

  /** From now on nothing is lost, late or doubled. */
  void calm() {
    calm = true;
    away = false;
    release();
    watches.calm();
  }

  boolean away() {
    return away;
  }

  void judgedBy(Judge other) {
    judge = other;
  }

  // --- faults

  void leave() {
    away = true;
    watches.away(true);
    trace.tell("etcd", "goes away");
    watches.endAll("etcd is away");
  }

  void comeBack() {
    away = false;
    watches.away(false);
    model.restartMember(schedule.now());
    lookForExpiry();
    trace.tell("etcd", "is back at revision " + model.revision());
  }

  void restore(EtcdImage image) {
    model.restore(schedule.now(), image);
    landed.clear();
    lookForExpiry();
    watches.endAll("etcd was replaced");
    trace.tell("etcd", "now holds other data, at revision " + model.revision());
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

  /** What is held up and writes such a key. */
  Optional<Txn> held(KeySpace space) {
    return held.stream()
        .map(Held::txn)
        .filter(txn -> txn.writes().stream().anyMatch(w -> w.key().startsWith(space.prefix())))
        .findFirst();
  }

  void compact() {
    model.compact(model.revision());
    trace.tell("etcd", "is compacted at " + model.revision());
  }

  SimWatches watches() {
    return watches;
  }

  /** People write directly, with etcdctl on the machine of the store. */
  Outcome byHand(Txn txn) {
    return apply(Optional.empty(), txn);
  }

  // --- requests

  void request(Incarnation process, StoreEffect effect) {
    if (effect instanceof StoreEffect.CloseWatch close) {
      watches.close(process, close.token());
      return;
    }
    boolean lost = !calm && chance.in(150);
    long travel = chance.millis(1, 8);
    if (effect instanceof StoreEffect.Commit commit) {
      commit(process, commit, lost, travel);
      return;
    }
    if (lost || unreachable(process)) {
      judge.troubled(process);
      schedule.after(DEADLINE, () -> unanswered(process, effect));
      return;
    }
    schedule.after(
        travel,
        () -> {
          if (unreachable(process)) {
            judge.troubled(process);
            schedule.after(DEADLINE - travel, () -> unanswered(process, effect));
          } else {
            serve(process, effect);
          }
        });
  }

  private boolean unreachable(Incarnation process) {
    return away || process.cutOff();
  }

  private void commit(Incarnation process, StoreEffect.Commit commit, boolean lost, long travel) {
    boolean late = !calm && chance.in(100);
    boolean twice = !calm && chance.in(100);
    boolean answerLost = !calm && chance.in(60);
    judge.sent(process, commit.txn(), model);
    if (lost || late || answerLost || unreachable(process)) {
      judge.troubled(process);
    }
    if (unreachable(process)) {
      boolean certain = chance.in(2);
      schedule.after(
          certain ? 20 * Schedule.MILLI : DEADLINE,
          () ->
              tell(
                  process,
                  commit,
                  certain
                      ? Outcome.failed("no connection to etcd")
                      : Outcome.unknown("no answer in time")));
      return;
    }
    boolean[] answered = new boolean[1];
    schedule.after(
        DEADLINE,
        () -> {
          if (!answered[0]) {
            answered[0] = true;
            tell(process, commit, Outcome.unknown("no answer in time"));
          }
        });
    if (lost) {
      return;
    }
    Runnable arrive =
        () -> {
          if (away) {
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
            schedule.after(
                chance.millis(1, 8),
                () -> {
                  if (!answered[0] && !process.cutOff()) {
                    answered[0] = true;
                    tell(process, commit, outcome);
                  }
                });
          }
        };
    if (stalled.filter(machine -> machine == process.machine()).isPresent()) {
      held.add(new Held(commit.txn(), arrive));
      return;
    }
    schedule.after(late ? travel + chance.millis(500, 20_000) : travel, arrive);
    if (twice) {
      schedule.after(travel + chance.millis(10, 20_000), arrive);
    }
  }

  private void tell(Incarnation process, StoreEffect.Commit commit, Outcome outcome) {
    judge.told(process, commit.txn(), outcome.kind());
    process.deliver(new StoreEvent.Committed(commit.token(), outcome));
  }

  private Outcome apply(Optional<Incarnation> process, Txn txn) {
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
      judge.landed(process, txn, replaced, model);
      watches.pump();
    }
    return outcome;
  }

  private void serve(Incarnation process, StoreEffect effect) {
    if (effect instanceof StoreEffect.Read read) {
      var snapshot = model.read(read.ranges());
      schedule.after(
          chance.millis(1, 8),
          () -> process.deliver(new StoreEvent.Loaded(read.token(), Optional.of(snapshot), "")));
    } else if (effect instanceof StoreEffect.OpenWatch open) {
      watches.open(process, open);
    } else if (effect instanceof StoreEffect.Grant grant) {
      LeaseAnswer answer = model.grant(schedule.now(), grant.ttl());
      leases.put(answer.lease(), process);
      lookForExpiry();
      answer(process, grant.token(), answer);
    } else if (effect instanceof StoreEffect.KeepAlive keep) {
      answer(process, keep.token(), model.keepAlive(schedule.now(), keep.lease()));
      lookForExpiry();
    } else if (effect instanceof StoreEffect.Revoke revoke) {
      trace.tell(process.name(), "revokes a lease: " + revoke.reason());
      answer(process, revoke.token(), model.revoke(revoke.lease()));
      if (holder(revoke.lease()).filter(holder -> holder == process).isPresent()) {
        judge.resigned(process);
      }
      judge.ended(model);
      watches.pump();
    } else if (effect instanceof StoreEffect.Compact compact) {
      model.compact(compact.revision());
    } else if (effect instanceof StoreEffect.Size size) {
      long bytes = !calm && chance.in(4) ? Config.USUAL_ETCD_QUOTA : 1L << 20;
      schedule.after(
          chance.millis(1, 8),
          () -> process.deliver(new StoreEvent.Sized(size.token(), OptionalLong.of(bytes))));
    }
  }

  private void answer(Incarnation process, long token, LeaseAnswer answer) {
    schedule.after(
        chance.millis(1, 8), () -> process.deliver(new StoreEvent.LeaseTold(token, answer)));
  }

  private void unanswered(Incarnation process, StoreEffect effect) {
    long token = effect.token();
    if (effect instanceof StoreEffect.Revoke) {
      lostRevocations.add(process);
    }
    if (effect instanceof StoreEffect.Read) {
      process.deliver(new StoreEvent.Loaded(token, Optional.empty(), "no answer in time"));
    } else if (effect instanceof StoreEffect.OpenWatch) {
      process.deliver(new StoreEvent.WatchEnded(token, false, "no connection to etcd"));
    } else if (effect instanceof StoreEffect.Size) {
      process.deliver(new StoreEvent.Sized(token, OptionalLong.empty()));
    } else if (effect instanceof StoreEffect.KeepAlive keep) {
      process.deliver(
          new StoreEvent.LeaseTold(token, LeaseAnswer.failed(keep.lease(), "no answer")));
    } else {
      process.deliver(new StoreEvent.LeaseTold(token, LeaseAnswer.failed(0, "no answer")));
    }
  }

  // --- leases and watches

  /** The process that got the lease. */
  Optional<Incarnation> holder(long lease) {
    return Optional.ofNullable(leases.get(lease));
  }

  /** Whether the process has given a lease up in vain: nothing of that has reached etcd. */
  boolean lostRevocation(Incarnation process) {
    return lostRevocations.contains(process);
  }

  private void lookForExpiry() {
    model
        .nextExpiry()
        .ifPresent(
            at -> {
              if (at < expiryAt || expiryAt <= schedule.now()) {
                expiryAt = at;
                // etcd looks twice a second.
                schedule.at(at + chance.millis(0, 500), this::expire);
              }
            });
  }

  private void expire() {
    expiryAt = Long.MAX_VALUE;
    if (!away) {
      long before = model.revision();
      model.expire(schedule.now());
      if (model.revision() > before) {
        trace.tell("etcd", "leases lapse, revision " + model.revision());
        judge.ended(model);
        if (stalled.isPresent() && model.find(Keys.leader()).isEmpty()) {
          release();
        }
        watches.pump();
      }
      lookForExpiry();
    }
  }
}
