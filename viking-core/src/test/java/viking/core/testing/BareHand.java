package viking.core.testing;

import java.util.List;
import viking.core.codec.HostCodec;
import viking.core.codec.StatusCodec;
import viking.core.key.Keys;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.model.Status;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;

/** Writes the keys that every stage reads; each call tells the revision. */
public abstract class BareHand {
  protected static final StatusCodec STATUSES = new StatusCodec();

  protected final EtcdModel etcd;

  protected BareHand(EtcdModel etcd) {
    this.etcd = etcd;
  }

  public final long put(String key, String value) {
    return commit(Write.put(key, value));
  }

  public final long delete(String key) {
    return commit(Write.delete(key));
  }

  public final long host(Host host) {
    return put(Keys.host(host.name()), HostCodec.write(host));
  }

  public final long proc(JobId job, String value) {
    return put(Keys.proc(job), value);
  }

  /** As a leader assigns; the revision is the assignment. */
  public final long assign(JobId job, String host) {
    return commit(Write.put(Keys.run(job), host), Write.put(Keys.deploy(host, job), ""));
  }

  public final long status(JobId job, Status status) {
    return put(Keys.status(job), STATUSES.write(status));
  }

  protected final long commit(Write... writes) {
    Outcome outcome = etcd.commit(new Txn(List.of(), List.of(writes)));
    if (outcome.kind() != Outcome.Kind.APPLIED) {
      throw new IllegalStateException(outcome.toString());
    }
    return outcome.revision();
  }
}
