package viking.slave.testing;

import java.util.List;
import java.util.Optional;
import viking.core.codec.ClusterCodec;
import viking.core.codec.HostCodec;
import viking.core.codec.PinCodec;
import viking.core.codec.StatusCodec;
import viking.core.key.Keys;
import viking.core.model.Cluster;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.model.Pin;
import viking.core.model.Status;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;

/** Writes keys as people, leaders and other hosts do; each call tells the revision. */
public final class Hand {
  private static final StatusCodec STATUSES = new StatusCodec();

  private final EtcdModel etcd;

  public Hand(EtcdModel etcd) {
    this.etcd = etcd;
  }

  public long put(String key, String value) {
    return commit(Write.put(key, value));
  }

  public long put(String key, String value, long lease) {
    return commit(Write.put(key, value, lease));
  }

  public long delete(String key) {
    return commit(Write.delete(key));
  }

  public long cluster(String id) {
    return put(Keys.cluster(), new ClusterCodec().write(new Cluster(id, Cluster.FORMAT, "")));
  }

  public long host(Host host) {
    return put(Keys.host(host.name()), HostCodec.write(host));
  }

  public long proc(JobId job, String value) {
    return put(Keys.proc(job), value);
  }

  /** As a leader assigns; the revision is the assignment. */
  public long assign(JobId job, String host) {
    return commit(Write.put(Keys.run(job), host), Write.put(Keys.deploy(host, job), ""));
  }

  /** As a leader takes away. */
  public long stop(JobId job, String host) {
    return commit(Write.delete(Keys.run(job)), Write.put(Keys.deploy(host, job), "stop"));
  }

  public long pin(JobId job, Host host, boolean made) {
    return put(
        Keys.fixed(job.slotId()), new PinCodec().write(new Pin(host.name(), host.id(), made)));
  }

  public long status(JobId job, Status status) {
    return put(Keys.status(job), STATUSES.write(status));
  }

  public Optional<Status> statusOf(JobId job) {
    return etcd.find(Keys.status(job)).map(Entry::value).map(STATUSES::read);
  }

  public Optional<String> value(String key) {
    return etcd.find(key).map(Entry::value);
  }

  private long commit(Write... writes) {
    Outcome outcome = etcd.commit(new Txn(List.of(), List.of(writes)));
    if (outcome.kind() != Outcome.Kind.APPLIED) {
      throw new IllegalStateException(outcome.toString());
    }
    return outcome.revision();
  }
}
