package viking.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.config.Config;
import viking.core.key.Keys;
import viking.core.store.LeaseAnswer;
import viking.core.store.testing.EtcdImage;
import viking.core.store.testing.EtcdModel;

/** The store and the ways to and from it. */
final class SimStore {
  /** Nobody waits longer for an answer. */
  static final long DEADLINE = 2 * Schedule.SECOND;

  private final EtcdModel model = new EtcdModel();
  private final Schedule schedule;
  private final Chance chance;
  private final Trace trace;
  private final SimWatches watches;
  private final SimCommits commits;
  private final Map<Long, Incarnation> leases = new HashMap<>();
  private final Set<Incarnation> lostRevocations = new HashSet<>();
  private Judge judge = Judge.NONE;
  private boolean away;
  private boolean calm;
  private long expiryAt = Long.MAX_VALUE;

  SimStore(Schedule schedule, Chance chance, Trace trace) {
    this.schedule = schedule;
    this.chance = chance;
    this.trace = trace;
    this.watches = new SimWatches(model, schedule, chance, trace);
    this.commits = new SimCommits(this, schedule, chance, trace);
  }

  EtcdModel model() {
    return model;
  }

  /** From now on nothing is lost, late or doubled. */
  void calm() {
    calm = true;
    away = false;
    commits.release();
    watches.calm();
  }

  boolean away() {
    return away;
  }

  boolean isCalm() {
    return calm;
  }

  void judgedBy(Judge other) {
    judge = other;
  }

  Judge judge() {
    return judge;
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
    commits.forget();
    lookForExpiry();
    watches.endAll("etcd was replaced");
    trace.tell("etcd", "now holds other data, at revision " + model.revision());
  }

  void compact() {
    model.compact(model.revision());
    trace.tell("etcd", "is compacted at " + model.revision());
  }

  SimWatches watches() {
    return watches;
  }

  SimCommits commits() {
    return commits;
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
      commits.send(process, commit, lost, travel);
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

  boolean unreachable(Incarnation process) {
    return away || process.cutOff();
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
      LeaseAnswer kept = model.keepAlive(schedule.now(), keep.lease());
      if (kept.kind() == LeaseAnswer.Kind.GONE) {
        // etcd says so only when the keys have gone as well.
        lapse();
      }
      answer(process, keep.token(), kept);
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
      lapse();
      lookForExpiry();
    }
  }

  private void lapse() {
    long before = model.revision();
    model.expire(schedule.now());
    if (model.revision() > before) {
      trace.tell("etcd", "leases lapse, revision " + model.revision());
      judge.ended(model);
      if (model.find(Keys.leader()).isEmpty()) {
        commits.releaseStalled();
      }
      watches.pump();
    }
  }
}
