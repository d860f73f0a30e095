package viking.core.follow;

import java.util.Optional;
import viking.core.codec.ClusterCodec;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Cluster;
import viking.core.store.Entry;
import viking.core.store.Snapshot;

/**
 * Tells whether the store is still the one that this host belongs to, and not older than it was.
 */
public final class StoreGuard {
  private static final ClusterCodec CODEC = new ClusterCodec();

  private static final String WAY_OUT =
      "; nothing is touched until etcd is put right, or accepted as it is with 'viking accept' here";

  private String cluster;
  private long revision;
  private boolean vacant;
  private boolean accepting;
  private boolean wentBack;

  /** Begins with what the host's disk remembers; an empty id where it belongs to no cluster yet. */
  public StoreGuard(String cluster, long revision) {
    this.cluster = cluster;
    this.revision = revision;
  }

  /**
   * What is wrong with a listing that includes {@code /cluster}; nothing if it may be believed. It
   * cannot be older than what was known when it was asked for. A store that has once gone back
   * stays disbelieved: when it has caught up, nobody could tell any more what it has lost.
   */
  public Optional<String> judge(Snapshot snapshot, long knownWhenAsked) {
    String belongsTo = accepting ? "" : cluster;
    Optional<Entry> entry = snapshot.find(Keys.cluster());
    vacant = entry.isEmpty() && belongsTo.isEmpty();
    if (entry.isEmpty()) {
      return Optional.of(
          belongsTo.isEmpty()
              ? "etcd holds no cluster yet: waiting for a master to found it"
              : "etcd is empty, but this host belongs to cluster " + belongsTo + WAY_OUT);
    }
    Cluster found;
    try {
      found = CODEC.read(entry.get().value());
    } catch (BadInput e) {
      return Optional.of(Keys.cluster() + " does not parse: " + e.getMessage());
    }
    if (!belongsTo.isEmpty() && !found.id().equals(belongsTo)) {
      return Optional.of(
          "etcd is of cluster " + found.id() + ", this host of " + belongsTo + WAY_OUT);
    }
    if (found.format() > Cluster.FORMAT) {
      return Optional.of(
          "the cluster's keys have format " + found.format() + ": this viking is too old for it");
    }
    wentBack |= snapshot.revision() < knownWhenAsked;
    if (wentBack && !accepting) {
      return Optional.of(
          "etcd has gone back in time: this host has seen revision " + revision + WAY_OUT);
    }
    cluster = found.id();
    revision = accepting ? snapshot.revision() : Math.max(revision, snapshot.revision());
    wentBack = false;
    accepting = false;
    return Optional.empty();
  }

  /** Whether neither the store nor this host knew of any cluster when last judged. */
  public boolean vacant() {
    return vacant;
  }

  /** Remembers how far the store has come. */
  public void seen(long upTo) {
    revision = Math.max(revision, upTo);
  }

  /** An operator says that the store is right as it is, whatever this host remembers. */
  public void accept() {
    accepting = true;
  }

  public String cluster() {
    return cluster;
  }

  public long revision() {
    return revision;
  }
}
