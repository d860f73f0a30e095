package viking.core.actor.testing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import viking.core.actor.Event;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.store.Change;
import viking.core.store.LeaseAnswer;
import viking.core.store.Outcome;
import viking.core.store.testing.EtcdModel;
import viking.core.store.testing.Revision;

/**
 * One actor's line to an etcd that does everything at once. What comes back waits until it is
 * fetched; a test may cut the line, lose answers, or hold transactions up on their way.
 */
public final class StoreLine {
  private static final String NO_ANSWER = "no answer in time";

  private final EtcdModel etcd;
  private final Map<Long, Watch> watches = new LinkedHashMap<>();
  private final List<Event> arrived = new ArrayList<>();
  private final List<StoreEffect.Commit> held = new ArrayList<>();
  private boolean cut;
  private boolean losesAnswers;
  private boolean holds;

  /** A watch and the first revision it has not told of yet. */
  private record Watch(StoreEffect.OpenWatch asked, long next) {}

  public StoreLine(EtcdModel etcd) {
    this.etcd = etcd;
  }

  /** While cut, nothing reaches etcd and nothing comes back; requests fail at once. */
  public void cut(boolean now) {
    cut = now;
  }

  /** While so, transactions land, but their outcome is unknown. */
  public void loseAnswers(boolean now) {
    losesAnswers = now;
  }

  /** From now on transactions are on their way until they are released. */
  public void hold() {
    holds = true;
  }

  /** What was held up lands, or does not; the outcomes. */
  public List<Outcome> release() {
    holds = false;
    List<Outcome> outcomes = new ArrayList<>();
    for (StoreEffect.Commit each : held) {
      Outcome outcome = etcd.commit(each.txn());
      outcomes.add(outcome);
      arrived.add(new StoreEvent.Committed(each.token(), outcome));
    }
    held.clear();
    return outcomes;
  }

  /** What was held up never lands, as far as the actor can know. */
  public void forget(Outcome outcome) {
    holds = false;
    held.forEach(each -> arrived.add(new StoreEvent.Committed(each.token(), outcome)));
    held.clear();
  }

  public List<StoreEffect.Commit> held() {
    return List.copyOf(held);
  }

  public void perform(StoreEffect effect, Now now) {
    if (effect instanceof StoreEffect.OpenWatch open) {
      watches.put(open.token(), new Watch(open, open.fromRevision()));
    } else if (effect instanceof StoreEffect.CloseWatch close) {
      watches.remove(close.token());
    } else if (effect instanceof StoreEffect.Compact compact) {
      etcd.compact(compact.revision());
    } else if (effect instanceof StoreEffect.Commit commit && holds) {
      held.add(commit);
    } else {
      arrived.add(cut ? unanswered(effect) : answer(effect, now));
    }
  }

  /** All that has come back and what the watches have to tell; nothing of it comes again. */
  public List<Event> fetch() {
    if (!cut) {
      news();
    }
    List<Event> fetched = List.copyOf(arrived);
    arrived.clear();
    return fetched;
  }

  private void news() {
    List<Long> ended = new ArrayList<>();
    for (Map.Entry<Long, Watch> each : watches.entrySet()) {
      Watch watch = each.getValue();
      Optional<List<Revision>> news = etcd.changesSince(watch.asked().range(), watch.next());
      if (news.isEmpty()) {
        arrived.add(new StoreEvent.WatchEnded(each.getKey(), true, "compacted"));
        ended.add(each.getKey());
      } else if (!news.get().isEmpty()) {
        List<Change> changes = new ArrayList<>();
        news.get().forEach(revision -> changes.addAll(revision.changes()));
        arrived.add(new StoreEvent.Changed(each.getKey(), etcd.revision(), changes));
        each.setValue(new Watch(watch.asked(), etcd.revision() + 1));
      }
    }
    watches.keySet().removeAll(ended);
  }

  /** Ends the watches, as when the member they are on is restarted. */
  public void endWatches() {
    for (Iterator<Long> each = watches.keySet().iterator(); each.hasNext(); ) {
      arrived.add(new StoreEvent.WatchEnded(each.next(), false, "restarted"));
      each.remove();
    }
  }

  private Event answer(StoreEffect effect, Now now) {
    long token = effect.token();
    if (effect instanceof StoreEffect.Read read) {
      return new StoreEvent.Loaded(token, Optional.of(etcd.read(read.ranges())), "");
    }
    if (effect instanceof StoreEffect.Commit commit) {
      Outcome outcome = etcd.commit(commit.txn());
      return new StoreEvent.Committed(token, losesAnswers ? Outcome.unknown(NO_ANSWER) : outcome);
    }
    if (effect instanceof StoreEffect.Grant grant) {
      return new StoreEvent.LeaseTold(token, etcd.grant(now.nanos(), grant.ttl()));
    }
    if (effect instanceof StoreEffect.KeepAlive keep) {
      return new StoreEvent.LeaseTold(token, etcd.keepAlive(now.nanos(), keep.lease()));
    }
    if (effect instanceof StoreEffect.Revoke revoke) {
      return new StoreEvent.LeaseTold(token, etcd.revoke(revoke.lease()));
    }
    if (effect instanceof StoreEffect.Size) {
      return new StoreEvent.Sized(token, OptionalLong.of(etcd.size()));
    }
    throw new IllegalArgumentException("nobody answers " + effect);
  }

  private static Event unanswered(StoreEffect effect) {
    long token = effect.token();
    if (effect instanceof StoreEffect.Read) {
      return new StoreEvent.Loaded(token, Optional.empty(), NO_ANSWER);
    }
    if (effect instanceof StoreEffect.Commit) {
      return new StoreEvent.Committed(token, Outcome.failed("no connection"));
    }
    if (effect instanceof StoreEffect.Size) {
      return new StoreEvent.Sized(token, OptionalLong.empty());
    }
    long lease = effect instanceof StoreEffect.KeepAlive keep ? keep.lease() : 0;
    return new StoreEvent.LeaseTold(token, LeaseAnswer.failed(lease, NO_ANSWER));
  }
}
