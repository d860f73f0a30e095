package viking.core.store.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import viking.core.store.Change;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.LeaseAnswer;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Txn;
import viking.core.store.Write;

/** What etcd does, without threads, clock or I/O; times are nanoseconds of any monotonic clock. */
public final class EtcdModel {
  private final NavigableMap<String, Entry> entries = new TreeMap<>();
  private final History history = new History();
  private final LeaseTable leases = new LeaseTable();

  public long revision() {
    return history.last();
  }

  public Snapshot read(List<Range> ranges) {
    List<Entry> found = new ArrayList<>();
    for (Range range : ranges) {
      if (range.single()) {
        find(range.from()).ifPresent(found::add);
      } else if (range.from().compareTo(range.to()) < 0) {
        found.addAll(entries.subMap(range.from(), range.to()).values());
      }
    }
    return new Snapshot(revision(), found);
  }

  public Optional<Entry> find(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  public Outcome commit(Txn txn) {
    Optional<String> problem = TxnCheck.problem(txn);
    if (problem.isPresent()) {
      return Outcome.failed(problem.get());
    }
    if (!txn.compares().stream().allMatch(this::holds)) {
      return Outcome.refused(revision());
    }
    if (txn.writes().stream().anyMatch(this::namesUnknownLease)) {
      return Outcome.failed("etcdserver: requested lease not found");
    }
    apply(txn.writes());
    return Outcome.applied(revision());
  }

  /** What was changed from that revision on, it included; empty where that is no longer kept. */
  public Optional<List<Revision>> changesSince(Range range, long fromRevision) {
    return history.since(range, fromRevision);
  }

  /** Forgets what was before the revision, which must have been reached. */
  public boolean compact(long revision) {
    return history.compact(revision);
  }

  /** Revisions before this one are no longer kept; 0 where all are. */
  public long compacted() {
    return history.compacted();
  }

  /** What keys and values take, those of the past included. */
  public long size() {
    return entries.values().stream().mapToLong(EtcdModel::size).sum()
        + history.kept().stream()
            .flatMap(revision -> revision.changes().stream())
            .mapToLong(change -> size(change.entry()))
            .sum();
  }

  public LeaseAnswer grant(long now, Duration ttl) {
    LeaseTable.Lease lease = leases.grant(now, ttl);
    return LeaseAnswer.alive(lease.id(), lease.ttl());
  }

  public LeaseAnswer keepAlive(long now, long lease) {
    return leases
        .renew(now, lease)
        .map(renewed -> LeaseAnswer.alive(lease, renewed.ttl()))
        .orElseGet(() -> LeaseAnswer.gone(lease));
  }

  private static long size(Entry entry) {
    return (long) entry.key().length() + entry.value().length();
  }

  public LeaseAnswer revoke(long lease) {
    leases.remove(lease).ifPresent(this::deleteKeysOf);
    return LeaseAnswer.gone(lease);
  }

  /**
   * Ends the leases whose time is over, each in a revision of its own; true where there were any.
   */
  public boolean expire(long now) {
    Optional<LeaseTable.Lease> ended = leases.firstEnded(now);
    boolean any = ended.isPresent();
    while (ended.isPresent()) {
      revoke(ended.get().id());
      ended = leases.firstEnded(now);
    }
    return any;
  }

  /** When {@link #expire} will next have something to do. */
  public OptionalLong nextExpiry() {
    return leases.nextEnd();
  }

  /** Every lease has its full time again, as after a restart or a change of etcd's leader. */
  public void restartMember(long now) {
    leases.renewAll(now);
  }

  public EtcdImage snapshotImage() {
    return new EtcdImage(
        revision(), compacted(), List.copyOf(entries.values()), history.kept(), leases.ttls());
  }

  /** The old content at the old revision, each lease with its full time. */
  public void restore(long now, EtcdImage image) {
    history.replace(image.kept(), image.revision(), image.compacted());
    leases.replace(now, image.leases());
    entries.clear();
    for (Entry entry : image.entries()) {
      entries.put(entry.key(), entry);
      leases.attach(entry.lease(), entry.key());
    }
  }

  /** Begins anew, as with an empty data directory. */
  public void wipe() {
    restore(0, EtcdImage.EMPTY);
  }

  private boolean holds(Compare compare) {
    Entry entry = entries.get(compare.key());
    if (entry == null) {
      return compare.revision() == 0;
    }
    return compare.revision()
        == (compare.target() == Compare.Target.CREATED ? entry.created() : entry.modified());
  }

  private boolean namesUnknownLease(Write write) {
    return write.lease() != 0 && leases.find(write.lease()).isEmpty();
  }

  private void apply(List<Write> writes) {
    long revision = revision() + 1;
    List<Change> changes = new ArrayList<>(writes.size());
    for (Write write : writes) {
      if (write.kind() == Write.Kind.PUT) {
        changes.add(put(write, revision));
      } else if (entries.containsKey(write.key())) {
        changes.add(delete(write.key(), revision));
      }
    }
    if (!changes.isEmpty()) {
      history.add(changes);
    }
  }

  private Change put(Write write, long revision) {
    Entry before = entries.get(write.key());
    long created = before == null ? revision : before.created();
    Entry after = new Entry(write.key(), write.value(), created, revision, write.lease());
    if (before != null) {
      leases.detach(before.lease(), before.key());
    }
    leases.attach(after.lease(), after.key());
    entries.put(after.key(), after);
    return Change.put(after);
  }

  private Change delete(String key, long revision) {
    Entry before = entries.remove(key);
    leases.detach(before.lease(), key);
    return Change.delete(key, revision);
  }

  private void deleteKeysOf(LeaseTable.Lease lease) {
    apply(lease.keys().stream().map(Write::delete).toList());
  }
}
