package viking.leader.dowding;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import viking.core.model.Host;
import viking.core.model.HostPort;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Resources;

/** One hostname's page of the ledger: the host, where there is one, and what is taken of it. */
final class Berth {
  /** What a job weighs at least, so that jobs that reserve nothing are spread as well. */
  private static final long LEAST_CPU = 100;

  private static final long LEAST_MEMORY = 64L << 20;

  private final String name;
  private final Map<JobId, Job> jobs = new HashMap<>();
  private final Set<JobId> leaving = new HashSet<>();
  private final Map<HostPort, Integer> ports = new HashMap<>();
  private Optional<Host> host = Optional.empty();
  private Optional<String> cordon = Optional.empty();
  private Resources capacity = Resources.NONE;
  private long tagBits;
  private long takenCpu;
  private long takenMemory;
  private long weightCpu;
  private long weightMemory;

  Berth(String name) {
    this.name = name;
  }

  void open(Host newHost, Optional<String> newCordon) {
    host = Optional.of(newHost);
    cordon = newCordon;
    capacity = newHost.capacity();
    tagBits = Search.bits(newHost.tags());
  }

  void close() {
    host = Optional.empty();
    cordon = Optional.empty();
    capacity = Resources.NONE;
    tagBits = 0;
  }

  /** Writes a job down; what stood there under that id is returned and still counts as taken. */
  Optional<Job> enter(JobId id, Job job) {
    leaving.remove(id);
    return Optional.ofNullable(jobs.put(id, job));
  }

  Optional<Job> strike(JobId id) {
    leaving.remove(id);
    return Optional.ofNullable(jobs.remove(id));
  }

  /** Whether it is here and was not on its way out before. */
  boolean leave(JobId id) {
    return jobs.containsKey(id) && leaving.add(id);
  }

  boolean leaves(JobId id) {
    return leaving.contains(id);
  }

  void take(Want want) {
    count(want.resources(), 1);
    want.ports().forEach(port -> ports.merge(port, 1, Integer::sum));
  }

  void giveBack(Want want) {
    count(want.resources(), -1);
    want.ports().forEach(port -> ports.computeIfPresent(port, (p, n) -> n > 1 ? n - 1 : null));
  }

  private void count(Resources resources, int sign) {
    takenCpu += sign * resources.milliCpu();
    takenMemory += sign * resources.memory();
    weightCpu += sign * Math.max(LEAST_CPU, resources.milliCpu());
    weightMemory += sign * Math.max(LEAST_MEMORY, resources.memory());
  }

  /** The share that is taken, of processor or memory, whichever is more. */
  double load() {
    return Math.max(
        (double) weightCpu / Math.max(1, capacity.milliCpu()),
        (double) weightMemory / Math.max(1, capacity.memory()));
  }

  String name() {
    return name;
  }

  Optional<Host> host() {
    return host;
  }

  Optional<String> cordon() {
    return cordon;
  }

  boolean takesJobs() {
    return host.isPresent() && cordon.isEmpty();
  }

  /** Whether there is nothing to remember. */
  boolean isBlank() {
    return host.isEmpty() && jobs.isEmpty();
  }

  Set<String> tags() {
    return host.map(Host::tags).orElse(Set.of());
  }

  /** Its tags for a {@link Search}. */
  long tagBits() {
    return tagBits;
  }

  /** How many of these tags the host lacks. */
  int missing(List<String> wanted) {
    if (wanted.isEmpty()) {
      return 0;
    }
    Set<String> tags = tags();
    int missing = 0;
    for (String tag : wanted) {
      missing += tags.contains(tag) ? 0 : 1;
    }
    return missing;
  }

  Resources capacity() {
    return capacity;
  }

  Resources taken() {
    return new Resources(takenCpu, takenMemory);
  }

  long freeCpu() {
    return capacity.milliCpu() - takenCpu;
  }

  long freeMemory() {
    return capacity.memory() - takenMemory;
  }

  boolean hasTaken(HostPort port) {
    return ports.containsKey(port);
  }

  Optional<Job> job(JobId id) {
    return Optional.ofNullable(jobs.get(id));
  }

  SortedMap<JobId, Job> jobs() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(jobs));
  }
}
