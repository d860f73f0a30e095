package viking.slave.testing;

import java.util.Optional;
import viking.core.codec.ClusterCodec;
import viking.core.codec.PinCodec;
import viking.core.key.Keys;
import viking.core.model.Cluster;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.model.Pin;
import viking.core.model.Status;
import viking.core.store.Entry;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;
import viking.core.testing.BareHand;

/** Writes keys as people, leaders and other hosts do; each call tells the revision. */
public final class Hand extends BareHand {
  public Hand(EtcdModel etcd) {
    super(etcd);
  }

  public long put(String key, String value, long lease) {
    return commit(Write.put(key, value, lease));
  }

  public long cluster(String id) {
    return put(Keys.cluster(), new ClusterCodec().write(new Cluster(id, Cluster.FORMAT, "")));
  }

  /** As a leader takes away. */
  public long stop(JobId job, String host) {
    return commit(Write.delete(Keys.run(job)), Write.put(Keys.deploy(host, job), "stop"));
  }

  public long pin(JobId job, Host host, boolean made) {
    return put(
        Keys.fixed(job.slotId()), new PinCodec().write(new Pin(host.name(), host.id(), made)));
  }

  public Optional<Status> statusOf(JobId job) {
    return etcd.find(Keys.status(job)).map(Entry::value).map(STATUSES::read);
  }

  public Optional<String> value(String key) {
    return etcd.find(key).map(Entry::value);
  }
}
