package viking.simulation;

import static viking.simulation.Schedule.MILLI;
import static viking.simulation.Schedule.SECOND;

import java.util.Optional;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.store.Entry;
import viking.core.store.Txn;

/** What the leader sends is late, and somebody acts at that very moment. */
final class WorstMoments {
  private static final long MINUTE = 60 * SECOND;

  private final Schedule schedule;
  private final Chance chance;
  private final Trace trace;
  private final SimStore store;
  private final Accidents accidents;
  private final StackPeople stackPeople;
  private final Runnable somebodyDoesSomething;

  WorstMoments(
      World world, Accidents accidents, StackPeople stackPeople, Runnable somebodyDoesSomething) {
    this.schedule = world.schedule();
    this.chance = world.chance();
    this.trace = world.trace();
    this.store = world.store();
    this.accidents = accidents;
    this.stackPeople = stackPeople;
    this.somebodyDoesSomething = somebodyDoesSomething;
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
  void stallLeader() {
    Optional<Machine> leader = leader();
    if (leader.isEmpty() || store.away()) {
      return;
    }
    store.commits().stall(leader.get());
    somebodyDoesSomething.run();
    somebodyDoesSomething.run();
    schedule.after(
        chance.millis(10, 60),
        () -> {
          accidents.freeze(leader.get());
          somebodyDoesSomething.run();
        });
    schedule.after(chance.millis(4000, 15_000), store.commits()::release);
  }

  /** What the leader sends is late, though not for long, and meanwhile people deploy. */
  void hiccup() {
    Optional<Machine> leader = leader();
    if (leader.isPresent() && !store.away()) {
      stackPeople.doSomething();
      schedule.after(chance.millis(0, 150), () -> store.commits().stall(leader.get()));
      for (int i = chance.from(1, 3); i > 0; i--) {
        schedule.after(chance.millis(0, 400), stackPeople::doSomething);
      }
      schedule.after(chance.millis(200, 900), store.commits()::release);
    }
  }

  /** The leader's clock comes to a full minute: what it runs then is late, and somebody meddles. */
  void fullMinute() {
    Optional<Machine> leader = leader();
    if (leader.isEmpty() || store.away() || !stackPeople.clockmakers().haveWork()) {
      stackPeople.doSomething();
      return;
    }
    long wall = schedule.now() + leader.get().wallOffset();
    long ahead = MINUTE - Math.floorMod(wall, MINUTE) - chance.millis(10, 300);
    leader.get().setWall(leader.get().wallOffset() + ahead);
    trace.tell(leader.get().name(), "its clock comes to a full minute");
    store.commits().stall(leader.get());
    meddle(schedule.now() + 1800 * MILLI);
  }

  /** As soon as the clock has run something, though it has not arrived. */
  private void meddle(long until) {
    Optional<Txn> late = store.commits().held(KeySpace.CRON);
    if (late.isPresent() || schedule.now() >= until) {
      late.ifPresent(stackPeople.clockmakers()::meddle);
      store.commits().release();
    } else {
      schedule.after(20 * MILLI, () -> meddle(until));
    }
  }
}
