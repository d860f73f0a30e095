package viking.slave.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import viking.core.codec.JobCodec;
import viking.core.model.Host;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Resources;
import viking.slave.container.Label;
import viking.slave.container.Phase;
import viking.slave.container.Published;
import viking.slave.container.Seen;

/** Jobs, hosts and containers as tests need them: only what matters there is ever said. */
public final class Examples {
  public static final String CLUSTER = "c1";
  public static final JobId JOB = JobId.parse("a.b.1");

  private static final JobCodec JOBS = new JobCodec();

  private Examples() {}

  /** As {@code /proc} spells it. */
  public static Job job(String value) {
    return JOBS.read(value);
  }

  /** A host of 4 cores and 8 GiB; {@code h7} is at 10.0.0.7. */
  public static Host host(String name) {
    String address = "10.0.0." + name.replaceAll("\\D", "");
    return new Host(
        name, "id-" + name, address, Set.of(), new Resources(4000, 8L << 30), 0, "", "", false);
  }

  /** A container of that job without ports or volumes. */
  public static Seen seen(JobId id, Job job, Phase phase, String run) {
    return seen(id, job, phase, run, List.of(), Set.of());
  }

  public static Seen seen(
      JobId id, Job job, Phase phase, String run, List<Published> ports, Set<String> volumes) {
    return new Seen(
        "id-of-" + id,
        id.container(),
        phase,
        phase == Phase.EXITED ? OptionalInt.of(1) : OptionalInt.empty(),
        run,
        Optional.of(new Label(CLUSTER, id, 5, job)),
        ports,
        volumes);
  }

  /** What is not viking's. */
  public static Seen foreign(String name, Phase phase, List<Published> ports) {
    return new Seen(
        "foreign-" + name,
        name,
        phase,
        OptionalInt.empty(),
        "1",
        Label.of(name, Map.of()),
        ports,
        Set.of());
  }
}
