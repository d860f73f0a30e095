package viking.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import viking.core.key.Keys;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdImage;

/** Who puts right in the end what needs a person. */
final class Operator {
  private final Simulation simulation;
  private final Trace trace;
  private final SimStore store;
  private final Laws laws;
  private final Departures departures;

  Operator(Simulation simulation, World world) {
    this.simulation = simulation;
    this.trace = world.trace();
    this.store = world.store();
    this.laws = world.laws();
    this.departures = world.departures();
  }

  /** Restores the backup, unless that is what is there, and moves past what hosts remember. */
  void putsTheStoreRight(EtcdImage backup, long highest) {
    long behind = Math.max(highest, store.model().revision());
    if (store.model().find(Keys.cluster()).isEmpty()
        || !store.model().find(Keys.cluster()).map(e -> e.value()).equals(cluster(backup))) {
      trace.tell("operator", "restores a backup");
      store.restore(backup);
    }
    while (store.model().revision() <= behind + 1000) {
      store
          .model()
          .find(Keys.cluster())
          .ifPresent(
              entry ->
                  store
                      .commits()
                      .byHand(new Txn(List.of(), List.of(Write.put(entry.key(), entry.value())))));
    }
    laws.legitimate(true);
  }

  /** Who was down the whole time is not thought of. */
  void mends(Set<Machine> leaving, boolean accepts, Consumer<Machine> heal) {
    oneMachineAName();
    for (Machine machine : simulation.machines()) {
      simulation.engine(machine).comeBack();
      machine.engine().image("missing");
      machine.setWall(0);
      heal.accept(machine);
      machine.processes().forEach(Incarnation::thaw);
      if (leaving.contains(machine)) {
        simulation.kill(machine);
      }
      simulation.boot(machine);
      if (accepts && !laws.sleptThroughIt(machine)) {
        accept(machine);
      }
    }
  }

  /**
   * Accepts where a host waits for a word. Where the store has neither been replaced nor forgotten
   * anything, no host has to: it can tell by itself what became of its jobs.
   */
  void looksAround(boolean replaced) {
    for (Machine machine : simulation.machines()) {
      machine
          .slave()
          .map(process -> (viking.slave.Slave) process.actor())
          .filter(slave -> slave.problem().contains("lost their assignments"))
          .ifPresent(
              slave -> {
                if (!replaced && store.model().compacted() == 0) {
                  throw new Broken(machine.name() + " waits for a word: " + slave.problem());
                }
                accept(machine);
              });
    }
  }

  private static Optional<String> cluster(EtcdImage image) {
    return image.entries().stream()
        .filter(entry -> entry.key().equals(Keys.cluster()))
        .map(entry -> entry.value())
        .findFirst();
  }

  /** Where two machines have one name, the one that holds it stays. */
  private void oneMachineAName() {
    for (Machine machine : List.copyOf(simulation.machines())) {
      List<Machine> namesakes =
          simulation.machines().stream()
              .filter(m -> !m.retired() && m.host().name().equals(machine.host().name()))
              .toList();
      if (namesakes.size() > 1) {
        String held =
            store.model().find(Keys.host(machine.host().name())).map(e -> e.value()).orElse("");
        Machine stays =
            namesakes.stream()
                .filter(m -> held.contains("\"" + m.host().id() + "\""))
                .findFirst()
                .orElse(namesakes.get(0));
        for (Machine other : namesakes) {
          if (other != stays) {
            retire(other);
          }
        }
      }
    }
  }

  private void retire(Machine machine) {
    trace.tell("operator", "takes " + machine.name() + " out");
    simulation.kill(machine);
    machine.up(false);
    simulation.engine(machine).powerOff();
    machine.retire();
    departures.over(machine);
  }

  private void accept(Machine machine) {
    trace.tell("operator", "accepts the store on " + machine.name());
    machine.operatorAccepted(true);
    for (Incarnation process : machine.processes()) {
      process.deliver(
          process.actor() instanceof viking.leader.Leader
              ? viking.leader.Order.ACCEPT
              : new viking.slave.Order.Accept());
    }
  }
}
