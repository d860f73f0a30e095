package viking.core.state;

import static viking.core.state.Index.addTo;
import static viking.core.state.Index.dropFrom;
import static viking.core.state.Index.putOrRemove;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import viking.core.model.Cordon;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.model.NodeId;
import viking.core.model.Pin;
import viking.core.model.Route;
import viking.core.model.SlotId;
import viking.core.store.Change;
import viking.core.store.Entry;
import viking.core.store.Snapshot;

/** What the store held at one revision, by job and host. Fed in order of revisions. */
public final class ClusterState {
  private final Jobs jobs = new Jobs();
  private final Map<String, StackFacts> stacks = new TreeMap<>();
  private final Map<String, Versioned<Route>> routes = new TreeMap<>();
  private final Map<String, Set<String>> routesOf = new HashMap<>();
  private final Map<String, Versioned<Host>> hosts = new TreeMap<>();
  private final Map<String, Versioned<Cordon>> cordons = new TreeMap<>();
  private final Map<SlotId, Versioned<Pin>> pins = new HashMap<>();
  private final Map<String, String> refused = new TreeMap<>();
  private final Feed feed = new Feed(this);
  private Touched touched = new Touched();
  private Entry leader;
  private long revision;
  private int generation;

  /** Forgets everything and begins with what the snapshot holds; everything counts as touched. */
  public void reset(Snapshot snapshot) {
    touched.jobs().addAll(jobs.all());
    touched.hosts().addAll(hosts.keySet());
    touched.hosts().addAll(cordons.keySet());
    touched.stacks().addAll(stacks.keySet());
    if (!pins.isEmpty()) {
      touched.pinned();
    }
    jobs.clear();
    stacks.clear();
    routes.clear();
    routesOf.clear();
    hosts.clear();
    cordons.clear();
    pins.clear();
    refused.clear();
    leader = null;
    snapshot.entries().forEach(feed::put);
    revision = snapshot.revision();
    generation++;
  }

  /** How often the whole image has been replaced. */
  public int generation() {
    return generation;
  }

  public void apply(long upTo, Collection<Change> changes) {
    for (Change change : changes) {
      if (change.kind() == Change.Kind.PUT) {
        feed.put(change.entry());
      } else {
        feed.delete(change.entry().key());
      }
    }
    revision = Math.max(revision, upTo);
  }

  public long revision() {
    return revision;
  }

  /** Hands over what has changed since the last call. */
  public Touched takeTouched() {
    Touched taken = touched;
    touched = new Touched();
    return taken;
  }

  public Optional<Entry> leader() {
    return Optional.ofNullable(leader);
  }

  public Optional<JobFacts> job(JobId id) {
    return jobs.find(id);
  }

  public Set<JobId> jobs() {
    return jobs.all();
  }

  /** The jobs that a slot knows of, over all releases. */
  public Set<JobId> jobsOf(SlotId slot) {
    return jobs.of(slot);
  }

  /** The jobs that a node knows of, over all releases; by tag. */
  public Set<JobId> jobsOf(NodeId node) {
    return jobs.of(node);
  }

  /** The nodes of a stack that have jobs, whether or not a release names them. */
  public Set<NodeId> nodesOf(String stack) {
    return jobs.nodesOf(stack);
  }

  public Optional<StackFacts> stack(String name) {
    return Optional.ofNullable(stacks.get(name));
  }

  /** The stacks that any key speaks of, by name. */
  public Set<String> stacks() {
    return stacks.keySet();
  }

  /** The stacks that have jobs, whoever put them, in no order. */
  public Set<String> stacksWithJobs() {
    return jobs.stacks();
  }

  /** Who owns a domain; empty where nobody does, and where the value does not parse. */
  public Optional<Versioned<Route>> route(String domain) {
    return Optional.ofNullable(routes.get(domain));
  }

  /** The domains that a stack owns, by name. */
  public Set<String> routesOf(String stack) {
    return routesOf.getOrDefault(stack, Set.of());
  }

  /** The jobs that have a {@code /deploy} on the host, whether or not the host is there. */
  public Set<JobId> deployedOn(String hostname) {
    return jobs.on(hostname);
  }

  /** All hostnames that have any {@code /deploy}. */
  public Set<String> hostsWithJobs() {
    return jobs.hosts();
  }

  public Map<String, Versioned<Host>> hosts() {
    return hosts;
  }

  public Optional<Host> host(String hostname) {
    return Optional.ofNullable(hosts.get(hostname)).map(Versioned::value);
  }

  public Optional<Cordon> cordon(String hostname) {
    return Optional.ofNullable(cordons.get(hostname)).map(Versioned::value);
  }

  /** The modified revision of a host's cordon; 0 where there is none. */
  public long cordonRevision(String hostname) {
    return Optional.ofNullable(cordons.get(hostname)).map(Versioned::modified).orElse(0L);
  }

  public Optional<Versioned<Pin>> pin(SlotId slot) {
    return Optional.ofNullable(pins.get(slot));
  }

  /** All pins, in no order. */
  public Map<SlotId, Versioned<Pin>> pins() {
    return pins;
  }

  /** Keys of no use to viking, or values that do not parse, each with what is wrong with it. */
  public Map<String, String> refused() {
    return refused;
  }

  JobFacts facts(JobId id) {
    JobFacts facts = jobs.facts(id);
    touched.jobs().add(facts.id());
    return facts;
  }

  void forgetIfEmpty(JobFacts facts) {
    if (facts.isEmpty()) {
      jobs.forget(facts);
    }
  }

  StackFacts stackFacts(String name) {
    touched.stacks().add(name);
    return stacks.computeIfAbsent(name, StackFacts::new);
  }

  void forgetIfEmpty(StackFacts facts) {
    if (facts.isEmpty()) {
      stacks.remove(facts.name());
    }
  }

  void route(String domain, Versioned<Route> route) {
    Optional.ofNullable(routes.get(domain))
        .ifPresent(before -> dropFrom(routesOf, before.value().stack(), domain));
    putOrRemove(routes, domain, route);
    if (route != null) {
      addTo(routesOf, route.value().stack(), domain);
    }
  }

  void deploy(JobFacts facts, String hostname, Versioned<String> value) {
    facts.deploy(hostname, value);
    if (value == null) {
      jobs.takeFrom(hostname, facts.id());
    } else {
      jobs.putOn(hostname, facts.id());
    }
  }

  void leader(Entry entry) {
    leader = entry;
  }

  void host(String hostname, Versioned<Host> host) {
    putOrRemove(hosts, hostname, host);
    touched.hosts().add(hostname);
  }

  void cordon(String hostname, Versioned<Cordon> cordon) {
    putOrRemove(cordons, hostname, cordon);
    touched.hosts().add(hostname);
  }

  void pin(SlotId slot, Versioned<Pin> pin) {
    putOrRemove(pins, slot, pin);
    touched.pinned();
    touched.jobs().addAll(jobsOf(slot));
  }

  void refuse(String key, String problem) {
    putOrRemove(refused, key, problem);
  }
}
