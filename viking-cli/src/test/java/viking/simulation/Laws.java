package viking.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.HostPort;
import viking.core.model.JobId;
import viking.core.model.Resources;
import viking.core.state.JobFacts;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;
import viking.leader.Leader;
import viking.slave.container.Label;
import viking.slave.container.Seen;

/** What must hold at every step. A breach ends the run. */
final class Laws implements SimStore.Judge {
  private record Live(Machine machine, Label label) {}

  private final Map<String, Live> live = new HashMap<>();
  private final Map<String, Long> assignments = new HashMap<>();
  private final Set<Long> takenAway = new HashSet<>();
  private final Reservations reservations = new Reservations();
  private final StackLaws stacks = new StackLaws();
  private final Unanswered unanswered = new Unanswered();
  private final Sleepers sleepers;
  private final Set<String> stranded = new HashSet<>();
  private final Map<String, Integer> begun = new HashMap<>();
  private final Set<Incarnation> resigned = new HashSet<>();
  private final SimStore store;
  private final Departures departures;
  private boolean legitimate = true;
  private boolean quiet;

  Laws(SimStore store, Departures departures) {
    this.store = store;
    this.departures = departures;
    this.sleepers = new Sleepers(store.model());
  }

  /** Whether what the store holds now has come about by rights. */
  void legitimate(boolean now) {
    legitimate = now;
    departures.allOver();
    resigned.clear();
    // What ran once is set down in the store alone: with another store it may run once more.
    begun.clear();
    stacks.forget();
    unanswered.forget();
    if (now) {
      assignments.clear();
      reservations.clear();
      store
          .model()
          .read(List.of(Range.prefix(KeySpace.DEPLOY.prefix())))
          .entries()
          .forEach(entry -> assignments.put(entry.key(), entry.created()));
      // What the lost part of history had assigned is known to nobody but its host.
      live.forEach(
          (id, each) -> {
            if (!assignments.containsValue(each.label().assignment())) {
              stranded.add(id);
            }
          });
    }
  }

  /** From now on nobody has any reason to write, but about what the clock runs. */
  void quiet() {
    quiet = true;
  }

  /** The store is about to be replaced, and those of the machines that are down do not see it. */
  void sleep(List<Machine> all) {
    sleepers.begin(all);
  }

  boolean sleptThroughIt(Machine machine) {
    return sleepers.has(machine);
  }

  boolean legitimate() {
    return legitimate;
  }

  Map<String, Label> live() {
    Map<String, Label> labels = new HashMap<>();
    live.forEach((id, each) -> labels.put(id, each.label()));
    return labels;
  }

  /** The clock runs jobs at any time; and a run that has lasted clears its failures at last. */
  private static boolean disturbs(Write write) {
    boolean clears =
        write.kind() == Write.Kind.DELETE && write.key().startsWith(KeySpace.COUNTER.prefix());
    return !clears && !CronLaws.about(write.key());
  }

  /** No write of a deposed leader lands; and what is taken away by rights is set down. */
  @Override
  public void landed(
      Optional<Incarnation> process, Txn txn, Map<String, Entry> replaced, EtcdModel after) {
    if (process.filter(p -> p.actor() instanceof Leader).isPresent()
        && txn.writes().stream().noneMatch(Laws::ofElection)) {
      Optional<Incarnation> leader =
          after.find(Keys.leader()).map(Entry::lease).flatMap(store::holder);
      if (!leader.equals(process)) {
        throw new Broken(
            "a write of "
                + process.get().name()
                + " landed though "
                + leader.map(Incarnation::name).orElse("nobody")
                + " leads: "
                + txn);
      }
    }
    if (process.filter(resigned::contains).isPresent() && !founds(txn)) {
      throw new Broken("a write of " + process.get().name() + " landed after it resigned: " + txn);
    }
    if (quiet && txn.writes().stream().anyMatch(Laws::disturbs)) {
      throw new Broken("a quiet cluster writes: " + txn);
    }
    departures.announced(process, txn);
    departures.look(after);
    sleepers.look();
    if (!legitimate) {
      return;
    }
    process.ifPresent(p -> unanswered.landed(p, txn));
    stacks.landed(process, txn, replaced, after);
    process
        .filter(p -> p.actor() instanceof Leader)
        .ifPresent(leader -> departures.undisturbed(leader, txn, standing(), after));
    for (Write write : txn.writes()) {
      if (!write.key().startsWith(KeySpace.DEPLOY.prefix())) {
        continue;
      }
      reservations.look(write, after);
      Long before = assignments.get(write.key());
      if (before != null
          && (write.kind() == Write.Kind.DELETE || write.value().equals(JobFacts.STOP))) {
        takenAway.add(before);
      }
      Optional<Entry> entry = after.find(write.key());
      if (entry.isPresent()) {
        assignments.put(write.key(), entry.get().created());
      } else {
        assignments.remove(write.key());
      }
    }
  }

  @Override
  public void sent(Incarnation process, Txn txn, EtcdModel now) {
    if (legitimate) {
      unanswered.sent(process, txn, now);
    }
  }

  @Override
  public void told(Incarnation process, Txn txn, Outcome.Kind outcome) {
    unanswered.told(process, txn, outcome);
  }

  @Override
  public void ended(EtcdModel after) {
    if (quiet) {
      throw new Broken("a lease lapses in a quiet cluster");
    }
    departures.look(after);
  }

  @Override
  public void troubled(Incarnation process) {
    departures.troubled(process.machine());
  }

  @Override
  public void resigned(Incarnation process) {
    resigned.add(process);
  }

  private static boolean founds(Txn txn) {
    return txn.writes().stream().allMatch(write -> write.key().equals(Keys.cluster()));
  }

  /** The assignments that nobody has taken back, by their keys. */
  private Map<String, Long> standing() {
    Map<String, Long> standing = new HashMap<>(assignments);
    standing.values().removeAll(takenAway);
    return standing;
  }

  private static boolean ofElection(Write write) {
    return write.key().equals(Keys.leader()) || write.key().equals(Keys.cluster());
  }

  void started(Machine machine, Seen seen) {
    Optional<Label> own = seen.label();
    if (own.isEmpty()) {
      return;
    }
    Label label = own.get();
    for (Map.Entry<String, Live> each : live.entrySet()) {
      Live other = each.getValue();
      if (stranded.contains(each.getKey())) {
        continue;
      }
      if (other.label().assignment() == label.assignment()
          && other.label().job().equals(label.job())) {
        throw new Broken("two containers of " + label.job() + "@" + label.assignment());
      }
      if (label.value().pinned()
          && other.label().value().pinned()
          && other.label().job().slotId().equals(label.job().slotId())) {
        throw new Broken(
            "two containers on the volume of "
                + label.job().slotId()
                + ": "
                + other.label().job()
                + "@"
                + other.machine().name()
                + " and "
                + label.job()
                + "@"
                + machine.name());
      }
    }
    live.put(seen.id(), new Live(machine, label));
    sleepers.started(machine);
    capacity(machine);
    if (label.value().oneOff() && legitimate) {
      once(label);
    }
  }

  private void once(Label label) {
    String value = label.job() + " " + label.value().container().env();
    int runs = begun.merge(value, 1, Integer::sum);
    if (runs > label.value().retries() + 1) {
      throw new Broken(label.job() + " was to run once and began " + runs + " times");
    }
  }

  private void capacity(Machine machine) {
    Resources used = Resources.NONE;
    Set<HostPort> ports = new HashSet<>();
    for (Live each : live.values()) {
      if (each.machine() == machine) {
        used = used.plus(each.label().value().resources());
        for (HostPort port : each.label().value().hostPorts()) {
          if (!ports.add(port)) {
            throw new Broken("host port " + port + " twice on " + machine.name());
          }
        }
      }
    }
    if (!used.fitsIn(machine.host().capacity())) {
      throw new Broken(machine.name() + " is over its capacity: " + used);
    }
  }

  void ended(Machine machine, Seen seen) {
    live.remove(seen.id());
    if (machine.retired()) {
      live.values().removeIf(each -> each.machine() == machine);
    }
  }

  /** A container is stopped only when its assignment was taken away by rights. */
  void stopping(Machine machine, Seen seen, String reason) {
    Optional<Label> label = seen.label();
    if (label.isEmpty()) {
      throw new Broken("a foreign container is touched: " + seen.name());
    }
    boolean justified =
        takenAway.contains(label.get().assignment())
            || machine.operatorAccepted()
            || reason.startsWith("unhealthy");
    if (!justified && sleepers.has(machine)) {
      sleepers.losing(machine, seen, label.get());
      return;
    }
    if (!justified && live.containsKey(seen.id())) {
      throw new Broken(
          seen.name()
              + "@"
              + label.get().assignment()
              + " is stopped on "
              + machine.name()
              + " though it was never taken away: "
              + reason);
    }
    // What a restored store says of /ports is of other containers.
    boolean told = sleepers.has(machine) || reason.startsWith("unhealthy");
    if (live.containsKey(seen.id()) && !told) {
      announced(machine, seen, label.get());
    }
  }

  /** Nobody may be sent to a container that is being stopped. */
  private void announced(Machine machine, Seen seen, Label label) {
    String node = Keys.portsOf(label.job().nodeId());
    boolean announced =
        store.model().read(List.of(Range.prefix(node))).entries().stream()
            .map(entry -> Key.parse(entry.key()).endpoint())
            .anyMatch(
                endpoint ->
                    endpoint.job().equals(label.job())
                        && endpoint.address().equals(machine.host().address()));
    if (announced && legitimate && !machine.operatorAccepted()) {
      throw new Broken(seen.name() + " is stopped while /ports still announces it");
    }
  }

  void removing(Machine machine, Seen seen, String reason) {
    stopping(machine, seen, reason);
  }

  static JobId job(String key) {
    return Key.parse(key).job();
  }
}
