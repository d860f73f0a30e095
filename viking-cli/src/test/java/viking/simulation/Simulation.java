package viking.simulation;

import static viking.simulation.Schedule.MILLI;
import static viking.simulation.Schedule.SECOND;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import viking.core.actor.Effect;
import viking.core.actor.ProbeEffect;
import viking.core.actor.ProbeEvent;
import viking.core.actor.StoreEffect;
import viking.core.actor.Tell;
import viking.core.model.Host;
import viking.core.model.Resources;
import viking.leader.Leader;
import viking.leader.LeaderSettings;
import viking.slave.Slave;
import viking.slave.SlaveSettings;
import viking.slave.container.EngineEffect;
import viking.slave.host.Remember;
import viking.slave.secret.SecretEffect;

/** One run: a cluster is booted, lives through faults, is left in peace, and must come to rest. */
final class Simulation {
  private static final long PATIENCE = 400 * SECOND;
  private static final long PEACE = 60 * SECOND;
  private static final long LOOK = 4 * SECOND;
  private static final long SETTLING = 15 * SECOND;

  private final Schedule schedule = new Schedule();
  private final Departures departures = new Departures(schedule);
  private final Trace trace = new Trace(schedule);
  private final Chance chance;
  private final SimStore store;
  private final Laws laws;
  private final List<Machine> machines = new ArrayList<>();
  private final Map<Machine, SimEngine> engines = new HashMap<>();
  private final People people;
  private final StackPeople stackPeople;
  private final Faults faults;
  private long tokens;
  private long steps;

  Simulation(long seed) {
    chance = new Chance(seed);
    store = new SimStore(schedule, chance, trace);
    laws = new Laws(store, departures);
    store.judgedBy(laws);
    int size = chance.from(2, 5);
    for (int i = 1; i <= size; i++) {
      add("h" + i, "m" + i, "10.0.0." + i, i <= 3);
    }
    people = new People(store, chance, trace, machines.stream().map(m -> m.host().name()).toList());
    stackPeople = new StackPeople(store, schedule, chance, trace);
    World world = new World(schedule, chance, trace, store, laws, departures);
    faults = new Faults(this, world, people, stackPeople);
  }

  /** Runs the whole story; throws {@link Broken} with what went wrong. */
  void run() {
    try {
      live();
    } catch (Broken broken) {
      throw broken;
    } catch (RuntimeException e) {
      throw new Broken("the simulation itself failed", e);
    }
  }

  private void live() {
    for (Machine machine : machines) {
      schedule.after(chance.millis(0, 2000), () -> boot(machine));
    }
    for (int i = chance.from(4, 14); i > 0; i--) {
      schedule.after(chance.millis(0, 8000), people::putNew);
    }
    for (int i = chance.from(0, 4); i > 0; i--) {
      schedule.after(chance.millis(0, 8000), stackPeople::doSomething);
    }
    long faultsEnd = chance.from(40, 110) * SECOND;
    faults.begin(10 * SECOND, faultsEnd);
    runUntil(faultsEnd);
    trace.tell("world", "the faults end");
    faults.end();
    Rest rest = new Rest(store, machines, laws.containers());
    long patience = schedule.now() + PATIENCE;
    runUntil(schedule.now() + SETTLING);
    List<String> unrest = rest.unrest();
    while (!unrest.isEmpty()) {
      if (schedule.now() > patience) {
        throw new Broken("does not come to rest: " + String.join("; ", unrest));
      }
      runUntil(schedule.now() + LOOK);
      unrest = faults.operate() ? List.of("somebody deploys") : rest.unrest();
    }
    trace.tell("world", "all is at rest");
    laws.quiet();
    runUntil(schedule.now() + PEACE);
    List<String> again = rest.unrest();
    for (int looks = 5; !again.isEmpty() && looks > 0; looks--) {
      // The clock may just have run something.
      runUntil(schedule.now() + LOOK);
      again = rest.unrest();
    }
    if (!again.isEmpty()) {
      throw new Broken("did not stay at rest: " + String.join("; ", again));
    }
  }

  String story() {
    return trace.text();
  }

  long steps() {
    return steps;
  }

  List<Machine> machines() {
    return machines;
  }

  SimEngine engine(Machine machine) {
    return engines.get(machine);
  }

  Machine add(String hostname, String id, String address, boolean master) {
    Set<String> tags = new TreeSet<>();
    if (chance.in(2)) {
      tags.add("ssd");
    }
    if (chance.in(2)) {
      tags.add("fast");
    }
    Host host =
        new Host(
            hostname,
            id,
            address,
            tags,
            new Resources(chance.from(2, 4) * 1000L, chance.from(2, 4) * (1L << 30)),
            1L << 40,
            "fake",
            "sim",
            false);
    Machine machine = new Machine(host, master);
    for (String image :
        List.of("web", "once", "fails", "crashy", "hang", "sick", "dies", "leaves")) {
      machine.engine().image(image);
    }
    machine.engine().foreign("somebody-elses");
    machines.add(machine);
    engines.put(machine, new SimEngine(machine, schedule, chance, trace, laws.containers()));
    return machine;
  }

  /** Starts the host process, from what the disk holds. */
  void boot(Machine machine) {
    if (machine.running() || machine.retired()) {
      return;
    }
    machine.up(true);
    departures.back(machine, !store.away() && !machine.cutOff());
    int incarnation = machine.nextIncarnation();
    trace.tell(machine.name(), "the host process starts as " + machine.host().name());
    tokens += 1_000_000_000L;
    SlaveSettings settings =
        new SlaveSettings(machine.host(), machine.disk(), SlaveSettings.USUAL_TTL);
    process(machine, "s" + incarnation, new Slave(settings, tokens));
    if (machine.master()) {
      tokens += 1_000_000_000L;
      LeaderSettings leader =
          new LeaderSettings(
              machine.host().name(),
              machine.disk().cluster(),
              machine.disk().revision(),
              "c-" + machine.name() + "-" + incarnation,
              LeaderSettings.USUAL_TTL);
      process(machine, "l" + incarnation, new Leader(leader, tokens));
    }
  }

  /** Ends the host process at once; containers go on. */
  void kill(Machine machine) {
    departures.troubled(machine);
    for (Incarnation process : machine.processes()) {
      process.kill();
      store.watches().drop(process, false);
    }
    machine.processes().clear();
  }

  private void process(Machine machine, String suffix, viking.core.actor.Actor actor) {
    machine
        .processes()
        .add(
            new Incarnation(
                machine.name() + "/" + suffix, machine, actor, schedule, chance, this::perform));
  }

  private void perform(Incarnation process, Effect effect) {
    if (effect instanceof StoreEffect request) {
      store.request(process, request);
    } else if (effect instanceof EngineEffect request) {
      engines.get(process.machine()).perform(process, request);
    } else if (effect instanceof SecretEffect secrets) {
      engines.get(process.machine()).perform(process, secrets);
    } else if (effect instanceof Remember remember) {
      process.machine().disk(remember.memory());
    } else if (effect instanceof ProbeEffect probe) {
      probe(process, probe);
    } else if (effect instanceof Tell tell) {
      trace.tell(process.name(), tell.level() + " " + tell.reason());
    } else {
      throw new Broken("nobody performs " + effect);
    }
  }

  private void probe(Incarnation process, ProbeEffect probe) {
    Machine target =
        machines.stream()
            .filter(m -> m.host().address().equals(probe.address()))
            .findFirst()
            .orElseThrow();
    boolean reached = !process.cutOff() && !target.cutOff();
    boolean refused = reached && !target.running();
    schedule.after(
        reached ? chance.millis(1, 5) : 300 * MILLI,
        () -> process.deliver(new ProbeEvent(probe.token(), refused)));
  }

  private void runUntil(long time) {
    while (schedule.step(time)) {
      steps++;
    }
  }
}
