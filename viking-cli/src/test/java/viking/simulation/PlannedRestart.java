package viking.simulation;

import static viking.simulation.Schedule.MILLI;
import static viking.simulation.Schedule.SECOND;

import java.util.List;
import java.util.function.Consumer;
import viking.core.key.Keys;
import viking.core.store.Entry;
import viking.leader.Leader;

/** A host process is told to leave, waits until that is done, but not for long, and ends. */
final class PlannedRestart {
  private static final long PATIENCE = 3 * SECOND;
  private static final long LOOK = 5 * MILLI;

  private final Simulation simulation;
  private final Schedule schedule;
  private final Trace trace;
  private final SimStore store;
  private final Laws laws;
  private final Departures departures;
  private final Machine machine;
  private final List<Incarnation> processes;
  private final Consumer<Boolean> end;
  private final long told;

  /** {@code end} is told whether the process has ended by itself, and is to be started again. */
  PlannedRestart(Simulation simulation, World world, Machine machine, Consumer<Boolean> end) {
    this.simulation = simulation;
    this.schedule = world.schedule();
    this.trace = world.trace();
    this.store = world.store();
    this.laws = world.laws();
    this.departures = world.departures();
    this.machine = machine;
    this.processes = List.copyOf(machine.processes());
    this.end = end;
    this.told = schedule.now();
  }

  void begin() {
    trace.tell(machine.name(), "the host process is told to leave");
    for (Incarnation process : processes) {
      process.deliver(
          isMaster(process) ? viking.leader.Order.LEAVE : new viking.slave.Order.Leave());
    }
    schedule.after(LOOK, this::look);
  }

  private void look() {
    if (!processes.stream().allMatch(Incarnation::alive)) {
      // It died while it was leaving, and whoever killed it starts it again.
      end.accept(false);
      return;
    }
    boolean all = processes.stream().allMatch(Incarnation::left);
    boolean frozen = processes.stream().anyMatch(Incarnation::frozen);
    if (frozen || (!all && schedule.now() < told + PATIENCE)) {
      schedule.after(LOOK, this::look);
      return;
    }
    trace.tell(
        machine.name(), "the host process ends, " + (all ? "in good order" : "all the same"));
    processes.stream().filter(p -> isMaster(p) && p.left()).forEach(this::hasGivenUpTheLead);
    boolean left = machine.slave().filter(Incarnation::left).isPresent();
    simulation.kill(machine);
    if (left) {
      departures.left(machine, told, store.model());
    }
    end.accept(true);
  }

  private void hasGivenUpTheLead(Incarnation master) {
    boolean holds =
        store
            .model()
            .find(Keys.leader())
            .map(Entry::lease)
            .flatMap(store::holder)
            .filter(holder -> holder == master)
            .isPresent();
    if (holds && laws.legitimate() && !store.lostRevocation(master)) {
      throw new Broken(master.name() + " ends as if it had given up the lead, and still has it");
    }
  }

  private static boolean isMaster(Incarnation process) {
    return process.actor() instanceof Leader;
  }
}
