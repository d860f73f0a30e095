package viking.leader.dowding;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import viking.core.model.Container;
import viking.core.model.Expose;
import viking.core.model.Host;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Pin;
import viking.core.model.Resources;
import viking.core.model.Restart;
import viking.core.model.Stop;
import viking.core.model.TagFilter;

/** Hosts, jobs and requests as the tests need them: only what the planner looks at is ever said. */
final class Examples {
  static final long GIB = 1L << 30;
  static final Job ANY = job(Resources.NONE);

  private Examples() {}

  /** A host of 4 cores and 8 GiB. */
  static Host host(String name, String... tags) {
    return host(name, new Resources(4000, 8 * GIB), Set.of(tags));
  }

  static Host host(String name, Resources capacity, Set<String> tags) {
    return new Host(name, "id-" + name, "10.0.0.1", tags, capacity, 0, "engine", "viking", false);
  }

  static Host anotherMachine(Host host) {
    return new Host(
        host.name(),
        "other",
        "10.0.0.2",
        host.tags(),
        host.capacity(),
        0,
        "engine",
        "viking",
        false);
  }

  /** A fleet of such hosts, none of them cordoned. */
  static Fleet fleet(Host... hosts) {
    Fleet fleet = new Fleet();
    Stream.of(hosts).forEach(host -> fleet.host(host, Optional.empty()));
    return fleet;
  }

  static Job job(Resources resources) {
    return job(resources, List.of(), List.of());
  }

  static Job gib(long memory) {
    return job(new Resources(0, memory * GIB));
  }

  static Job cores(long cores) {
    return job(new Resources(cores * 1000, 0));
  }

  static Job filtered(String... filters) {
    return job(Resources.NONE, Stream.of(filters).map(TagFilter::parse).toList(), List.of());
  }

  static Job exposing(String... ports) {
    return job(Resources.NONE, List.of(), Stream.of(ports).map(Expose::parse).toList());
  }

  static Job job(Resources resources, List<TagFilter> filter, List<Expose> expose) {
    return new Job(
        "image",
        List.of(),
        Container.PLAIN,
        expose,
        List.of(),
        filter,
        resources,
        Optional.empty(),
        Restart.ALWAYS,
        0,
        new Stop("SIGTERM", Duration.ZERO, Duration.ZERO),
        "schedule");
  }

  static Request request(String id, Job job) {
    return new Request(JobId.parse(id), job, Optional.empty(), Set.of());
  }

  static Request pinned(String id, Job job, Host host) {
    Pin pin = new Pin(host.name(), host.id(), true);
    return new Request(JobId.parse(id), job, Optional.of(pin), Set.of());
  }

  static Request avoiding(String id, Job job, String... hostnames) {
    return new Request(JobId.parse(id), job, Optional.empty(), Set.of(hostnames));
  }
}
