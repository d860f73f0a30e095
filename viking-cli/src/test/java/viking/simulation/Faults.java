package viking.simulation;

import static viking.simulation.Schedule.MILLI;
import static viking.simulation.Schedule.SECOND;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import viking.core.codec.ClusterCodec;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.Cluster;
import viking.core.store.Entry;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdImage;

/** What goes wrong, and the operator who puts it right in the end. */
final class Faults {
  private static final int PATIENCE = 3;
  private static final long DAY = 24 * 3600 * SECOND;
  private static final long MINUTE = 60 * SECOND;

  private final Simulation simulation;
  private final Schedule schedule;
  private final Chance chance;
  private final Trace trace;
  private final SimStore store;
  private final Laws laws;
  private final Departures departures;
  private final People people;
  private final StackPeople stackPeople;
  private final Operator operator;
  private final Set<Machine> leaving = new HashSet<>();
  private long end;
  private boolean over;
  private boolean replaced;
  private int mended;
  private long highest;
  private EtcdImage backup = EtcdImage.EMPTY;

  Faults(
      Simulation simulation,
      Schedule schedule,
      Chance chance,
      Trace trace,
      SimStore store,
      Laws laws,
      Departures departures,
      People people,
      StackPeople stackPeople) {
    this.simulation = simulation;
    this.schedule = schedule;
    this.chance = chance;
    this.trace = trace;
    this.store = store;
    this.laws = laws;
    this.departures = departures;
    this.people = people;
    this.stackPeople = stackPeople;
    this.operator = new Operator(simulation, trace, store, laws, departures);
  }

  void begin(long from, long until) {
    end = until;
    schedule.at(from, this::next);
    if (chance.in(4)) {
      schedule.at(from + chance.millis(0, 30_000), () -> backup = store.model().snapshotImage());
      schedule.at(from + chance.millis(31_000, 60_000), this::replaceStore);
    }
    if (chance.in(4)) {
      schedule.at(from + chance.millis(0, 60_000), this::impostor);
    }
  }

  private void next() {
    if (over || schedule.now() >= end) {
      return;
    }
    one();
    schedule.after(chance.millis(100, 6000), this::next);
  }

  private void one() {
    Machine machine = chance.of(simulation.machines());
    if (replaced) {
      // Whoever is away now would see the store only when it has caught up, and could not notice.
      somebodyDoesSomething();
      return;
    }
    switch (chance.from(0, 22)) {
      case 0 -> crash(machine);
      case 1 -> powerCut(machine);
      case 2, 3 -> freeze(machine);
      case 4 -> cut(machine);
      case 5 -> outage();
      case 6 -> store.watches().silenceOne();
      case 7 -> store.compact();
      case 8, 9 -> simulation.engine(machine).accident();
      case 10 -> engineAway(machine);
      case 11 -> stallLeader();
      case 12, 13 -> restart(machine);
      case 14 -> setClock(machine);
      case 15, 16 -> hiccup();
      case 17 -> fullMinute();
      default -> somebodyDoesSomething();
    }
  }

  private void somebodyDoesSomething() {
    if (chance.in(2)) {
      people.doSomething();
    } else {
      stackPeople.doSomething();
    }
  }

  /** Its clock on the wall jumps, to wherever. */
  private void setClock(Machine machine) {
    long days = chance.in(4) ? chance.from(2, 500) : 0;
    machine.setWall(chance.from(-100, 100) * SECOND + days * DAY);
    trace.tell(machine.name(), "its clock is wrong by " + machine.wallOffset() / SECOND + " s");
  }

  /** The host process dies and is started again. */
  private void crash(Machine machine) {
    if (machine.running() && mayRestart(machine)) {
      trace.tell(machine.name(), "the host process dies");
      simulation.kill(machine);
      schedule.after(chance.millis(200, 20_000), () -> boot(machine));
    }
  }

  /**
   * The host process is told to leave, ends, and is started again, most often within its minute.
   */
  private void restart(Machine machine) {
    if (machine.running() && mayRestart(machine) && leaving.add(machine)) {
      long pause = chance.in(5) ? chance.millis(50_000, 80_000) : chance.millis(300, 50_000);
      new PlannedRestart(
              simulation,
              schedule,
              trace,
              store,
              laws,
              departures,
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

  private void powerCut(Machine machine) {
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
    return !replaced && !machine.retired();
  }

  private void boot(Machine machine) {
    if (replaced && !over) {
      schedule.after(SECOND, () -> boot(machine));
    } else {
      simulation.boot(machine);
    }
  }

  private void freeze(Machine machine) {
    List<Incarnation> frozen = List.copyOf(machine.processes());
    if (!frozen.isEmpty()) {
      trace.tell(machine.name(), "the host process freezes");
      frozen.forEach(Incarnation::freeze);
      departures.troubled(machine);
      schedule.after(
          chance.millis(100, 15_000),
          () -> {
            trace.tell(machine.name(), "the host process goes on");
            frozen.forEach(Incarnation::thaw);
          });
    }
  }

  private Optional<Machine> leader() {
    return store
        .model()
        .find(Keys.leader())
        .map(Entry::lease)
        .flatMap(store::holder)
        .map(Incarnation::machine);
  }

  /** The leader freezes, and what it has just sent arrives only when its lease is over. */
  private void stallLeader() {
    Optional<Machine> leader = leader();
    if (leader.isEmpty() || store.away()) {
      return;
    }
    store.stall(leader.get());
    somebodyDoesSomething();
    somebodyDoesSomething();
    schedule.after(
        chance.millis(10, 60),
        () -> {
          freeze(leader.get());
          somebodyDoesSomething();
        });
    schedule.after(chance.millis(4000, 15_000), store::release);
  }

  /** What the leader sends is late, though not for long, and meanwhile people deploy. */
  private void hiccup() {
    Optional<Machine> leader = leader();
    if (leader.isPresent() && !store.away()) {
      stackPeople.doSomething();
      schedule.after(chance.millis(0, 150), () -> store.stall(leader.get()));
      for (int i = chance.from(1, 3); i > 0; i--) {
        schedule.after(chance.millis(0, 400), stackPeople::doSomething);
      }
      schedule.after(chance.millis(200, 900), store::release);
    }
  }

  /** The leader's clock comes to a full minute: what it runs then is late, and somebody meddles. */
  private void fullMinute() {
    Optional<Machine> leader = leader();
    if (leader.isEmpty() || store.away() || !stackPeople.clockmakers().haveWork()) {
      stackPeople.doSomething();
      return;
    }
    long wall = schedule.now() + leader.get().wallOffset();
    long ahead = MINUTE - Math.floorMod(wall, MINUTE) - chance.millis(10, 300);
    leader.get().setWall(leader.get().wallOffset() + ahead);
    trace.tell(leader.get().name(), "its clock comes to a full minute");
    store.stall(leader.get());
    meddle(schedule.now() + 1800 * MILLI);
  }

  /** As soon as the clock has run something, though it has not arrived. */
  private void meddle(long until) {
    Optional<Txn> late = store.held(KeySpace.CRON);
    if (late.isPresent() || schedule.now() >= until) {
      late.ifPresent(stackPeople.clockmakers()::meddle);
      store.release();
    } else {
      schedule.after(20 * MILLI, () -> meddle(until));
    }
  }

  private void cut(Machine machine) {
    trace.tell(machine.name(), "is cut off");
    machine.cut(true);
    departures.troubled(machine);
    schedule.after(chance.millis(500, 25_000), () -> heal(machine));
  }

  private void heal(Machine machine) {
    if (machine.cutOff() && machine.up()) {
      trace.tell(machine.name(), "is no longer cut off");
    }
    machine.cut(false);
    machine.processes().forEach(process -> store.watches().drop(process, true));
  }

  private void outage() {
    if (!store.away()) {
      store.leave();
      departures.everybodyTroubled();
      schedule.after(chance.millis(200, chance.in(3) ? 60_000 : 5000), this::storeBack);
    }
  }

  private void storeBack() {
    if (store.away()) {
      store.comeBack();
    }
  }

  private void engineAway(Machine machine) {
    SimEngine engine = simulation.engine(machine);
    engine.leave();
    schedule.after(chance.millis(200, 10_000), engine::comeBack);
  }

  /** etcd comes back empty, or from an old snapshot. */
  private void replaceStore() {
    if (replaced || over) {
      return;
    }
    if (!everybodyWouldNotice()) {
      schedule.after(2 * SECOND, this::replaceStore);
      return;
    }
    if (!chance.in(4)) {
      fallAsleep();
    }
    replaced = true;
    laws.legitimate(false);
    laws.sleep(simulation.machines());
    highest = store.model().revision();
    if (chance.in(2)) {
      EtcdImage rightOne = store.model().snapshotImage();
      trace.tell("etcd", "loses its data");
      store.restore(EtcdImage.EMPTY);
      if (chance.in(2)) {
        String foreign = new ClusterCodec().write(new Cluster("another", Cluster.FORMAT, ""));
        store.byHand(new Txn(List.of(), List.of(Write.put(Keys.cluster(), foreign))));
        trace.tell("etcd", "belongs to another cluster now");
      }
      backup = chance.in(2) ? rightOne : backup;
    } else {
      store.restore(backup);
    }
  }

  /**
   * The host process dies that has the most containers which the backup does not know. What happens
   * to etcd meanwhile it cannot notice.
   */
  private void fallAsleep() {
    simulation.machines().stream()
        .filter(machine -> machine.running() && !machine.retired())
        .max(Comparator.comparing(this::unknownToTheBackup))
        .ifPresent(
            machine -> {
              trace.tell(machine.name(), "the host process dies, and stays away");
              simulation.kill(machine);
            });
  }

  private long unknownToTheBackup(Machine machine) {
    return machine.own().stream().filter(l -> l.assignment() > backup.revision()).count();
  }

  /** A host that has not heard of anything since the backup cannot tell it from the real thing. */
  private boolean everybodyWouldNotice() {
    return simulation.machines().stream()
        .filter(machine -> !machine.retired())
        .allMatch(
            machine ->
                !machine.cutOff()
                    && machine.processes().stream()
                        .allMatch(p -> !p.frozen() && p.seenRevision() > backup.revision()));
  }

  /** Another machine is set up under a name that is taken. */
  private void impostor() {
    if (!over) {
      Machine original = chance.of(simulation.machines());
      Machine impostor =
          simulation.add(original.host().name(), "x" + original.host().id(), "10.0.9.9", false);
      simulation.boot(impostor);
    }
  }

  /** All that was broken is mended; the operator sees to what needs a person. */
  void end() {
    over = true;
    store.calm();
    if (replaced) {
      operator.putsTheStoreRight(backup, highest);
    }
    operator.mends(leaving, replaced, this::heal);
    people.settle();
    stackPeople.settle();
  }

  /** The operator looks around; whether anybody does anything. */
  boolean operate() {
    operator.looksAround(replaced);
    boolean any = stackPeople.mendWhatNeverEnds();
    if (any && ++mended == PATIENCE) {
      // What is mended may need the very host that is being emptied.
      people.liftCordons();
    }
    return any;
  }
}
