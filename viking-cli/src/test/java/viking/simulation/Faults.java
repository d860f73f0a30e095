package viking.simulation;

/** What goes wrong, and the operator who puts it right in the end. */
final class Faults {
  private static final int PATIENCE = 3;

  private final Simulation simulation;
  private final Schedule schedule;
  private final Chance chance;
  private final SimStore store;
  private final Departures departures;
  private final People people;
  private final StackPeople stackPeople;
  private final Operator operator;
  private final Replacement replacement;
  private final Accidents accidents;
  private final WorstMoments moments;
  private long end;
  private boolean over;
  private int mended;

  Faults(Simulation simulation, World world, People people, StackPeople stackPeople) {
    this.simulation = simulation;
    this.schedule = world.schedule();
    this.chance = world.chance();
    this.store = world.store();
    this.departures = world.departures();
    this.people = people;
    this.stackPeople = stackPeople;
    this.operator = new Operator(simulation, world);
    this.replacement = new Replacement(simulation, world);
    this.accidents = new Accidents(simulation, world, replacement);
    this.moments = new WorstMoments(world, accidents, stackPeople, this::somebodyDoesSomething);
  }

  void begin(long from, long until) {
    end = until;
    schedule.at(from, this::next);
    if (chance.in(4)) {
      replacement.begin(from);
    }
    if (chance.in(4)) {
      schedule.at(from + chance.millis(0, 60_000), accidents::impostor);
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
    if (replacement.done()) {
      // Whoever is away now would see the store only when it has caught up, and could not notice.
      somebodyDoesSomething();
      return;
    }
    switch (chance.from(0, 22)) {
      case 0 -> accidents.crash(machine);
      case 1 -> accidents.powerCut(machine);
      case 2, 3 -> accidents.freeze(machine);
      case 4 -> accidents.cut(machine);
      case 5 -> outage();
      case 6 -> store.watches().silenceOne();
      case 7 -> store.compact();
      case 8, 9 -> simulation.engine(machine).accident();
      case 10 -> accidents.engineAway(machine);
      case 11 -> moments.stallLeader();
      case 12, 13 -> accidents.restart(machine);
      case 14 -> accidents.setClock(machine);
      case 15, 16 -> moments.hiccup();
      case 17 -> moments.fullMinute();
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

  /** All that was broken is mended; the operator sees to what needs a person. */
  void end() {
    over = true;
    store.calm();
    replacement.end(operator);
    operator.mends(accidents.leaving(), replacement.done(), accidents::heal);
    people.settle();
    stackPeople.settle();
  }

  /** The operator looks around; whether anybody does anything. */
  boolean operate() {
    operator.looksAround(replacement.done());
    boolean any = stackPeople.mendWhatNeverEnds();
    if (any && ++mended == PATIENCE) {
      // What is mended may need the very host that is being emptied.
      people.liftCordons();
    }
    return any;
  }
}
