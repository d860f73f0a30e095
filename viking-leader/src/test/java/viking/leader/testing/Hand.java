package viking.leader.testing;

import java.util.OptionalInt;
import java.util.Set;
import viking.core.key.Keys;
import viking.core.model.Health;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Resources;
import viking.core.model.Status;
import viking.core.store.testing.EtcdModel;
import viking.core.testing.BareHand;

/** Writes keys as people, hosts, slaves and earlier leaders do; each call tells the revision. */
public final class Hand extends BareHand {
  private static final String SINCE = "2026-01-01T00:00:00Z";
  private static final Resources CAPACITY = new Resources(4000, 8L << 30);

  public Hand(EtcdModel etcd) {
    super(etcd);
  }

  /** A host of 4 cores and 8 GiB; {@code h7} is at 10.0.0.7. */
  public static Host machine(String name, String... tags) {
    String address = "10.0.0." + name.replaceAll("\\D", "");
    return new Host(
        name, "id-" + name, address, Set.of(tags), CAPACITY, 0, "engine", "viking", false);
  }

  public long host(String name, String... tags) {
    return host(machine(name, tags));
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

  public long counter(String host, JobId job, int failures) {
    return put(Keys.counter(host, job), Integer.toString(failures));
  }
}
