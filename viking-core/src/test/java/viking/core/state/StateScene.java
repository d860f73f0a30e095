package viking.core.state;

import java.util.List;
import viking.core.model.JobId;
import viking.core.store.Change;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;

/** An etcd, and a state that is told of every change. */
final class StateScene {
  private static final Range ALL = Range.prefix("/");

  private final EtcdModel etcd = new EtcdModel();
  private final ClusterState state = new ClusterState();

  ClusterState state() {
    return state;
  }

  JobFacts job(JobId id) {
    return state.job(id).orElseThrow();
  }

  /** Puts the key, tells the state, and gives back the revision. */
  long put(String key, String value) {
    return write(Write.put(key, value));
  }

  long delete(String key) {
    return write(Write.delete(key));
  }

  /** All in one revision. */
  long write(Write... writes) {
    long before = etcd.revision();
    commit(List.of(writes));
    tell(before);
    return etcd.revision();
  }

  /** Writes without telling the state. */
  void commit(List<Write> writes) {
    Outcome outcome = etcd.commit(new Txn(List.of(), writes));
    if (outcome.kind() != Outcome.Kind.APPLIED) {
      throw new IllegalArgumentException(outcome.toString());
    }
  }

  /** Tells the state what has happened after that revision. */
  void tell(long after) {
    List<Change> changes =
        etcd.changesSince(ALL, after + 1).orElseThrow().stream()
            .flatMap(revision -> revision.changes().stream())
            .toList();
    state.apply(etcd.revision(), changes);
  }

  long revision() {
    return etcd.revision();
  }

  Snapshot snapshot() {
    return etcd.read(List.of(ALL));
  }
}
