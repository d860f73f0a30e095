package viking.simulation;

import static viking.simulation.Schedule.SECOND;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What befalls a machine, its host process and its engine. */
final class Accidents {
  private static final long DAY = 24 * 3600 * SECOND;

  private final Simulation simulation;
  private final World world;
  private final Schedule schedule;
  private final Chance chance;
  private final Trace trace;
  private final Replacement replacement;
  private final Set<Machine> leaving = new HashSet<>();

  Accidents(Simulation simulation, World world, Replacement replacement) {
    this.simulation = simulation;
    this.world = world;
    this.schedule = world.schedule();
    this.chance = world.chance();
    this.trace = world.trace();
    this.replacement = replacement;
  }

  /** Those whose host process has been told to leave, and has not ended yet. */
  Set<Machine> leaving() {
    return leaving;
  }

  /** The host process dies and is started again. */
  void crash(Machine machine) {
    if (machine.running() && mayRestart(machine)) {
      trace.tell(machine.name(), "the host process dies");
      simulation.kill(machine);
      schedule.after(chance.millis(200, 20_000), () -> boot(machine));
    }
  }

  /**
   * The host process is told to leave, ends, and is started again, most often within its minute.
   */
  void restart(Machine machine) {
    if (machine.running() && mayRestart(machine) && leaving.add(machine)) {
      long pause = chance.in(5) ? chance.millis(50_000, 80_000) : chance.millis(300, 50_000);
      new PlannedRestart(
              simulation,
              world,
              machine,
              ended -> {
                leaving.remove(machine);
                if (ended) {
                  schedule.after(pause, () -> boot(machine));
                }
              })
          .begin();
    }
  }

  void powerCut(Machine machine) {
    if (machine.up() && mayRestart(machine)) {
      trace.tell(machine.name(), "loses power");
      simulation.kill(machine);
      machine.up(false);
      simulation.engine(machine).powerOff();
      schedule.after(chance.millis(1000, 40_000), () -> boot(machine));
    }
  }

  /** A host that was down while etcd was replaced could not know: operators start it afterwards. */
  private boolean mayRestart(Machine machine) {
    return !replacement.done() && !machine.retired();
  }

  private void boot(Machine machine) {
    if (replacement.lasts()) {
      schedule.after(SECOND, () -> boot(machine));
    } else {
      simulation.boot(machine);
    }
  }

  void freeze(Machine machine) {
    List<Incarnation> frozen = List.copyOf(machine.processes());
    if (!frozen.isEmpty()) {
      trace.tell(machine.name(), "the host process freezes");
      frozen.forEach(Incarnation::freeze);
      world.departures().troubled(machine);
      schedule.after(
          chance.millis(100, 15_000),
          () -> {
            trace.tell(machine.name(), "the host process goes on");
            frozen.forEach(Incarnation::thaw);
          });
    }
  }

  void cut(Machine machine) {
    trace.tell(machine.name(), "is cut off");
    machine.cut(true);
    world.departures().troubled(machine);
    schedule.after(chance.millis(500, 25_000), () -> heal(machine));
  }

  void heal(Machine machine) {
    if (machine.cutOff() && machine.up()) {
      trace.tell(machine.name(), "is no longer cut off");
    }
    machine.cut(false);
    machine.processes().forEach(process -> world.store().watches().drop(process, true));
  }

  /** Its clock on the wall jumps, to wherever. */
  void setClock(Machine machine) {
    long days = chance.in(4) ? chance.from(2, 500) : 0;
    machine.setWall(chance.from(-100, 100) * SECOND + days * DAY);
    trace.tell(machine.name(), "its clock is wrong by " + machine.wallOffset() / SECOND + " s");
  }

  void engineAway(Machine machine) {
    SimEngine engine = simulation.engine(machine);
    engine.leave();
    schedule.after(chance.millis(200, 10_000), engine::comeBack);
  }

  /** Another machine is set up under a name that is taken. */
  void impostor() {
    if (!replacement.over()) {
      Machine original = chance.of(simulation.machines());
      Machine impostor =
          simulation.add(original.host().name(), "x" + original.host().id(), "10.0.9.9", false);
      simulation.boot(impostor);
    }
  }
}
