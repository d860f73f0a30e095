package viking.leader.dowding;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import viking.core.model.Host;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.NodeId;
import viking.core.model.Resources;

/**
 * The ledger of the hosts and of what is placed on them. What is placed on a hostname is remembered
 * whether or not that host is there.
 */
public final class Fleet {
  private final Map<String, Berth> berths = new HashMap<>();
  private final Order order = new Order();
  private final Instances instances = new Instances();
  private long cpu;
  private long memory;

  /**
   * Adds a host or replaces the one of that name; with a cordon, which says why, it takes no new
   * jobs.
   */
  public void host(Host host, Optional<String> cordon) {
    Berth berth = berths.computeIfAbsent(host.name(), Berth::new);
    measure(berth, -1);
    berth.open(host, cordon);
    measure(berth, 1);
    seat(berth);
  }

  /** The host is gone; what is placed there is not. */
  public void remove(String hostname) {
    berth(hostname)
        .ifPresent(
            berth -> {
              measure(berth, -1);
              berth.close();
              seat(berth);
              forgetIfBlank(berth);
            });
  }

  /** A job takes room on a host; said again of the same job, the later word counts. */
  public void occupy(String hostname, JobId id, Job job) {
    Berth berth = berths.computeIfAbsent(hostname, Berth::new);
    boolean counted = !berth.leaves(id);
    berth.enter(id, job).ifPresent(former -> giveBack(berth, id.nodeId(), former, counted));
    take(berth, id.nodeId(), Want.of(job));
    seat(berth);
  }

  /** A job takes no more room on a host. */
  public void vacate(String hostname, JobId id) {
    berth(hostname)
        .ifPresent(
            berth -> {
              boolean counted = !berth.leaves(id);
              berth.strike(id).ifPresent(job -> giveBack(berth, id.nodeId(), job, counted));
              seat(berth);
              forgetIfBlank(berth);
            });
  }

  /** A job is on its way out: it takes room as before, but is no instance to be spread from. */
  public void leave(String hostname, JobId id) {
    berth(hostname)
        .filter(berth -> berth.leave(id))
        .ifPresent(berth -> instances.remove(id.nodeId(), berth));
  }

  /** Whether a job is on its way out of a host. */
  public boolean leaves(String hostname, JobId id) {
    return berth(hostname).filter(berth -> berth.leaves(id)).isPresent();
  }

  /** The names of the hosts that are there, cordoned or not. */
  public SortedSet<String> hostnames() {
    SortedSet<String> names = new TreeSet<>();
    hosts().forEach(berth -> names.add(berth.name()));
    return Collections.unmodifiableSortedSet(names);
  }

  public Optional<Host> host(String hostname) {
    return berth(hostname).flatMap(Berth::host);
  }

  /** What the jobs on a host reserve together. */
  public Resources used(String hostname) {
    return berth(hostname).map(Berth::taken).orElse(Resources.NONE);
  }

  /** The jobs on a host, at this moment. */
  public SortedMap<JobId, Job> jobs(String hostname) {
    return berth(hostname).map(Berth::jobs).orElseGet(Collections::emptySortedMap);
  }

  Optional<Berth> berth(String hostname) {
    return Optional.ofNullable(berths.get(hostname));
  }

  /** The hosts that are there, in no order. */
  List<Berth> hosts() {
    return berths.values().stream().filter(berth -> berth.host().isPresent()).toList();
  }

  Order order() {
    return order;
  }

  /** The hosts, absent ones as well, that have instances of a node, and how many. */
  Map<Berth, Integer> holders(NodeId node) {
    return instances.of(node);
  }

  /**
   * The share of all hosts together that a job reserves, of processor or memory, whichever is more.
   */
  double share(Resources resources) {
    return Math.max(
        (double) resources.milliCpu() / Math.max(1, cpu),
        (double) resources.memory() / Math.max(1, memory));
  }

  /** Counts a job in; the host is to be seated afterwards. */
  void take(Berth berth, NodeId node, Want want) {
    berth.take(want);
    instances.add(node, berth);
  }

  void giveBack(Berth berth, NodeId node, Want want) {
    berth.giveBack(want);
    instances.remove(node, berth);
  }

  private void giveBack(Berth berth, NodeId node, Job job, boolean counted) {
    berth.giveBack(Want.of(job));
    if (counted) {
      instances.remove(node, berth);
    }
  }

  /** Counts an instance out, or in again, and leaves its room as it is. */
  boolean discount(Berth berth, NodeId node) {
    boolean counted = instances.has(node, berth);
    instances.remove(node, berth);
    return counted;
  }

  void count(Berth berth, NodeId node) {
    instances.add(node, berth);
  }

  void seat(Berth berth) {
    if (berth.takesJobs()) {
      order.seat(berth, 0);
    } else {
      order.unseat(berth);
    }
  }

  private void measure(Berth berth, int sign) {
    cpu += sign * berth.capacity().milliCpu();
    memory += sign * berth.capacity().memory();
  }

  private void forgetIfBlank(Berth berth) {
    if (berth.isBlank()) {
      berths.remove(berth.name());
    }
  }
}
