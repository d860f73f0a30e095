package viking.leader.testing;

import java.util.List;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Txn;
import viking.core.store.testing.EtcdModel;
import viking.core.store.testing.Revision;

/** A store, hands that write to it, and the leader's image of it, for stages without an actor. */
public final class Scene {
  private static final Range EVERYTHING = Range.prefix(Keys.everything());

  private final EtcdModel etcd = new EtcdModel();
  private final ClusterState state = new ClusterState();

  public Scene() {
    state.reset(etcd.read(List.of(EVERYTHING)));
  }

  public EtcdModel etcd() {
    return etcd;
  }

  /** Whatever is written through it is seen by the next look at the state. */
  public Hand hand() {
    return new Hand(etcd);
  }

  /** The image, with all that has been written by now. */
  public ClusterState state() {
    for (Revision each : etcd.changesSince(EVERYTHING, state.revision() + 1).orElseThrow()) {
      state.apply(each.number(), each.changes());
    }
    return state;
  }

  public JobFacts facts(JobId job) {
    return state().job(job).orElseThrow();
  }

  public Outcome commit(Txn txn) {
    return etcd.commit(txn);
  }

  /** Begins the image anew, as after a watch that was compacted away. */
  public void resetState() {
    state.reset(etcd.read(List.of(EVERYTHING)));
  }
}
