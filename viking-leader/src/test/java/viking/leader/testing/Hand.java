package viking.leader.testing;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import viking.core.codec.HostCodec;
import viking.core.codec.StatusCodec;
import viking.core.key.Keys;
import viking.core.model.Health;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Resources;
import viking.core.model.Status;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;

/** Writes keys as people, hosts, slaves and earlier leaders do; each call tells the revision. */
public final class Hand {
  private static final StatusCodec STATUSES = new StatusCodec();
  private static final String SINCE = "2026-01-01T00:00:00Z";
  private static final Resources CAPACITY = new Resources(4000, 8L << 30);

  private final EtcdModel etcd;

  public Hand(EtcdModel etcd) {
    this.etcd = etcd;
  }

  /** A host of 4 cores and 8 GiB; {@code h7} is at 10.0.0.7. */
  public static Host machine(String name, String... tags) {
    String address = "10.0.0." + name.replaceAll("\\D", "");
    return new Host(
        name, "id-" + name, address, Set.of(tags), CAPACITY, 0, "engine", "viking", false);
  }

  public long put(String key, String value) {
    return commit(Write.put(key, value));
  }

  public long delete(String key) {
    return commit(Write.delete(key));
  }

  public long host(String name, String... tags) {
    return host(machine(name, tags));
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

  /** As the slave tells of a job that it has a container for. */
  public long tell(JobId job, long assignment, String host, JobState state, int runs) {
    return status(
        job,
        new Status(
            assignment,
            host,
            state,
            state == JobState.RUNNING ? Health.HEALTHY : Health.NONE,
            job.container(),
            "1",
            runs,
            OptionalInt.empty(),
            "",
            SINCE));
  }

  /** As a leader says something of a job. */
  public long say(JobId job, long assignment, JobState state, int runs, String message) {
    return status(job, Status.ofLeader(assignment, state, runs, message, SINCE));
  }

  public long status(JobId job, Status status) {
    return put(Keys.status(job), STATUSES.write(status));
  }

  public long counter(String host, JobId job, int failures) {
    return put(Keys.counter(host, job), Integer.toString(failures));
  }

  private long commit(Write... writes) {
    Outcome outcome = etcd.commit(new Txn(List.of(), List.of(writes)));
    if (outcome.kind() != Outcome.Kind.APPLIED) {
      throw new IllegalStateException(outcome.toString());
    }
    return outcome.revision();
  }
}
