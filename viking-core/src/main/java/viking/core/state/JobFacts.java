package viking.core.state;

import com.google.common.collect.ImmutableSortedMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.SlotId;
import viking.core.model.Status;

/** All that the key spaces say of one job. */
public final class JobFacts {
  /** What {@code /deploy} holds while a job is being taken away. */
  public static final String STOP = "stop";

  private final JobId id;
  private final SlotId slot;
  private Versioned<Proc> proc;
  private List<Versioned<Proc>> former = List.of();
  private Versioned<String> run;
  private Versioned<Status> status;
  private long statusRevision;
  private Map<String, Versioned<String>> deploys = Map.of();
  private Map<String, Versioned<Integer>> counters = Map.of();
  private Map<String, Long> ports = Map.of();

  JobFacts(JobId id) {
    this.id = id;
    this.slot = id.slotId();
  }

  public JobId id() {
    return id;
  }

  public SlotId slot() {
    return slot;
  }

  public Optional<Versioned<Proc>> proc() {
    return Optional.ofNullable(proc);
  }

  /**
   * The value that an assignment was made for, if it is known: the present one, or an earlier one
   * while a container of it may still be there.
   */
  public Optional<Job> valueFor(Versioned<String> deploy) {
    if (proc != null && proc.modified() < deploy.created()) {
      return proc.value().job();
    }
    return former.stream()
        .filter(known -> known.modified() < deploy.created())
        .reduce((older, newer) -> newer)
        .flatMap(known -> known.value().job());
  }

  /** Where {@code /run} says it runs. */
  public Optional<Versioned<String>> run() {
    return Optional.ofNullable(run);
  }

  public Optional<Versioned<Status>> status() {
    return Optional.ofNullable(status);
  }

  /** The modified revision of {@code /status}, whether or not it parses; 0 where there is none. */
  public long statusRevision() {
    return statusRevision;
  }

  /**
   * The value of each host's {@code /deploy} for it: empty, a container's name, or {@link #STOP}.
   */
  public Map<String, Versioned<String>> deploys() {
    return deploys;
  }

  /** Failed runs by host. */
  public Map<String, Versioned<Integer>> counters() {
    return counters;
  }

  /** The keys of its endpoints, with their modified revisions. */
  public Map<String, Long> ports() {
    return ports;
  }

  /** The modified revision of the value that is to be run; 0 where there is none. */
  public long procRevision() {
    return proc == null ? 0 : proc.modified();
  }

  /** Whether its present value has come to its end for good. */
  public boolean ended() {
    return proc != null && currentStatus().filter(s -> s.state().isFinal()).isPresent();
  }

  /**
   * What is said of the present value and not of an earlier one: under an assignment made for it,
   * or by the leader after it was put.
   */
  public Optional<Status> currentStatus() {
    return status()
        .filter(
            s ->
                s.value().assignment() > procRevision()
                    || (s.value().assignment() == 0 && s.modified() > procRevision()))
        .map(Versioned::value);
  }

  /** Ended runs of the present value so far. */
  public int runs() {
    return currentStatus().map(Status::runs).orElse(0);
  }

  boolean isEmpty() {
    return proc == null
        && run == null
        && statusRevision == 0
        && deploys.isEmpty()
        && counters.isEmpty()
        && ports.isEmpty();
  }

  void proc(Versioned<Proc> value) {
    if (proc != null && anyAssignedFor(proc)) {
      former =
          Stream.concat(former.stream().filter(this::anyAssignedFor), Stream.of(proc)).toList();
    }
    proc = value;
  }

  private boolean anyAssignedFor(Versioned<Proc> known) {
    return deploys.values().stream().anyMatch(deploy -> known.modified() < deploy.created());
  }

  void run(Versioned<String> value) {
    run = value;
  }

  void status(Versioned<Status> value, long modified) {
    status = value;
    statusRevision = modified;
  }

  void deploy(String hostname, Versioned<String> value) {
    deploys = with(deploys, hostname, value);
    if (deploys.isEmpty()) {
      former = List.of();
    }
  }

  void counter(String hostname, Versioned<Integer> value) {
    counters = with(counters, hostname, value);
  }

  void port(String key, Long modified) {
    ports = with(ports, key, modified);
  }

  /** A small copied map costs less memory over 100,000 jobs than a mutable one. */
  private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
    boolean alone = map.isEmpty() || (map.size() == 1 && map.containsKey(key));
    if (alone) {
      return value == null ? ImmutableSortedMap.of() : ImmutableSortedMap.of(key, value);
    }
    Map<String, V> copy = new HashMap<>(map);
    if (value == null) {
      copy.remove(key);
    } else {
      copy.put(key, value);
    }
    return ImmutableSortedMap.copyOf(copy);
  }
}
