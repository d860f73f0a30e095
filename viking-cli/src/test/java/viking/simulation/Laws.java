package viking.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;
import viking.leader.Leader;

/** What must hold at every step. A breach ends the run. */
final class Laws implements Judge {
  private final Assignments assignments = new Assignments();
  private final Reservations reservations = new Reservations();
  private final StackLaws stacks = new StackLaws();
  private final Unanswered unanswered = new Unanswered();
  private final Sleepers sleepers;
  private final ContainerLaws containers;
  private final Set<Incarnation> resigned = new HashSet<>();
  private final SimStore store;
  private final Departures departures;
  private boolean legitimate = true;
  private boolean quiet;

  Laws(SimStore store, Departures departures) {
    this.store = store;
    this.departures = departures;
    this.sleepers = new Sleepers(store.model());
    this.containers = new ContainerLaws(store.model(), assignments, sleepers);
  }

  /** Whether what the store holds now has come about by rights. */
  void legitimate(boolean now) {
    legitimate = now;
    departures.allOver();
    resigned.clear();
    stacks.forget();
    unanswered.forget();
    if (now) {
      assignments.reset(store.model());
      reservations.clear();
    }
    containers.legitimate(now);
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

  ContainerLaws containers() {
    return containers;
  }

  /** The clock runs jobs at any time; and a run that has lasted clears its failures at last. */
  private static boolean disturbs(Write write) {
    boolean clears =
        write.kind() == Write.Kind.DELETE && write.key().startsWith(KeySpace.COUNTER.prefix());
    return !clears && !CronLaws.about(write.key());
  }

  /** Whether it may be; and what is taken away by it is set down. */
  @Override
  public void landed(
      Optional<Incarnation> process, Txn txn, Map<String, Entry> replaced, EtcdModel after) {
    process.ifPresent(p -> mayWrite(p, txn, after));
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
        .ifPresent(leader -> departures.undisturbed(leader, txn, assignments.standing(), after));
    txn.writes().stream()
        .filter(write -> write.key().startsWith(KeySpace.DEPLOY.prefix()))
        .forEach(
            write -> {
              reservations.look(write, after);
              assignments.look(write, after);
            });
  }

  /** Whoever has lost the lead, or has resigned, may not. */
  private void mayWrite(Incarnation process, Txn txn, EtcdModel after) {
    if (process.actor() instanceof Leader && txn.writes().stream().noneMatch(Laws::ofElection)) {
      Optional<Incarnation> leader =
          after.find(Keys.leader()).map(Entry::lease).flatMap(store::holder);
      if (leader.filter(process::equals).isEmpty()) {
        throw new Broken(
            "a write of "
                + process.name()
                + " landed though "
                + leader.map(Incarnation::name).orElse("nobody")
                + " leads: "
                + txn);
      }
    }
    if (resigned.contains(process) && !founds(txn)) {
      throw new Broken("a write of " + process.name() + " landed after it resigned: " + txn);
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

  private static boolean ofElection(Write write) {
    return write.key().equals(Keys.leader()) || write.key().equals(Keys.cluster());
  }
}
