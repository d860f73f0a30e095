package viking.core.state;

import static viking.core.state.Index.addTo;
import static viking.core.state.Index.dropFrom;

import com.google.common.collect.ImmutableSortedSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import viking.core.model.JobId;
import viking.core.model.NodeId;
import viking.core.model.SlotId;

/** All jobs that any key speaks of, and by what they are found: slot, node, stack and host. */
final class Jobs {
  private final Map<JobId, JobFacts> all = new HashMap<>();
  private final Map<SlotId, Set<JobId>> slots = new HashMap<>();
  private final Map<NodeId, Set<JobId>> nodes = new HashMap<>();
  private final Map<String, Set<NodeId>> stacks = new HashMap<>();
  private final Map<String, Set<JobId>> hosts = new TreeMap<>();

  void clear() {
    all.clear();
    slots.clear();
    nodes.clear();
    stacks.clear();
    hosts.clear();
  }

  Set<JobId> all() {
    return all.keySet();
  }

  Optional<JobFacts> find(JobId id) {
    return Optional.ofNullable(all.get(id));
  }

  Set<JobId> of(SlotId slot) {
    return slots.getOrDefault(slot, Set.of());
  }

  Set<JobId> of(NodeId node) {
    return nodes.getOrDefault(node, Set.of());
  }

  Set<NodeId> nodesOf(String stack) {
    return stacks.getOrDefault(stack, Set.of());
  }

  Set<String> stacks() {
    return stacks.keySet();
  }

  Set<JobId> on(String hostname) {
    return hosts.getOrDefault(hostname, Set.of());
  }

  Set<String> hosts() {
    return hosts.keySet();
  }

  /** What is known of the job; of one that is new, nothing as yet. */
  JobFacts facts(JobId id) {
    return find(id).orElseGet(() -> begin(new JobFacts(id)));
  }

  private JobFacts begin(JobFacts facts) {
    JobId id = facts.id();
    all.put(id, facts);
    Set<JobId> others = of(facts.slot());
    slots.put(facts.slot(), others.isEmpty() ? Set.of(id) : with(others, id));
    addTo(nodes, id.nodeId(), id);
    addTo(stacks, id.stack(), id.nodeId());
    return facts;
  }

  void forget(JobFacts facts) {
    JobId id = facts.id();
    all.remove(id);
    Set<JobId> others = without(of(facts.slot()), id);
    Index.putOrRemove(slots, facts.slot(), others.isEmpty() ? null : others);
    dropFrom(nodes, id.nodeId(), id);
    if (of(id.nodeId()).isEmpty()) {
      dropFrom(stacks, id.stack(), id.nodeId());
    }
  }

  /** The job has a {@code /deploy} on the host. */
  void putOn(String hostname, JobId id) {
    hosts.computeIfAbsent(hostname, name -> new LinkedHashSet<>()).add(id);
  }

  void takeFrom(String hostname, JobId id) {
    dropFrom(hosts, hostname, id);
  }

  /** Nearly every slot has one job, for which a set of one is the smallest thing there is. */
  private static Set<JobId> with(Set<JobId> some, JobId id) {
    Set<JobId> more = new TreeSet<>(some);
    more.add(id);
    return ImmutableSortedSet.copyOf(more);
  }

  private static Set<JobId> without(Set<JobId> some, JobId id) {
    Set<JobId> fewer = new TreeSet<>(some);
    fewer.remove(id);
    return ImmutableSortedSet.copyOf(fewer);
  }
}
