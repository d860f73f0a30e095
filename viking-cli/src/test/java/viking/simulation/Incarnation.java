package viking.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import viking.core.actor.Actor;
import viking.core.actor.Effect;
import viking.core.actor.Event;
import viking.core.actor.Now;
import viking.core.actor.Turn;

/** One actor's incarnation: what it is sent waits in its inbox until it gets to run. */
final class Incarnation {
  static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  private final String name;
  private final Machine machine;
  private final Actor actor;
  private final Schedule schedule;
  private final Chance chance;
  private final BiConsumer<Incarnation, Effect> performer;
  private final List<Event> inbox = new ArrayList<>();
  private boolean dead;
  private boolean frozen;
  private boolean due;
  private long wakeAt;
  private long clockOffset;

  Incarnation(
      String name,
      Machine machine,
      Actor actor,
      Schedule schedule,
      Chance chance,
      BiConsumer<Incarnation, Effect> performer) {
    this.name = name;
    this.machine = machine;
    this.actor = actor;
    this.schedule = schedule;
    this.chance = chance;
    this.performer = performer;
    this.clockOffset = chance.from(0, 1_000_000) * Schedule.SECOND - 500_000 * Schedule.SECOND;
    soon();
  }

  String name() {
    return name;
  }

  Machine machine() {
    return machine;
  }

  Actor actor() {
    return actor;
  }

  boolean alive() {
    return !dead;
  }

  /** How far its actor has seen the store come. */
  long seenRevision() {
    return actor instanceof viking.leader.Leader leader
        ? leader.revision()
        : ((viking.slave.Slave) actor).revision();
  }

  /** Whether it has done what there is to do before it may end. */
  boolean left() {
    return actor instanceof viking.leader.Leader leader
        ? leader.left()
        : ((viking.slave.Slave) actor).left();
  }

  boolean cutOff() {
    return machine.cutOff();
  }

  void deliver(Event event) {
    if (!dead) {
      inbox.add(event);
      soon();
    }
  }

  void kill() {
    dead = true;
  }

  void freeze() {
    frozen = true;
  }

  boolean frozen() {
    return frozen;
  }

  void thaw() {
    frozen = false;
    soon();
  }

  private void soon() {
    if (!due && !dead && !frozen) {
      due = true;
      schedule.after(chance.from(10, 900) * 1000L, this::run);
    }
  }

  private void run() {
    due = false;
    if (dead || frozen) {
      return;
    }
    List<Event> arrived = List.copyOf(inbox);
    inbox.clear();
    long nanos = schedule.now() + clockOffset;
    Turn turn;
    try {
      turn =
          actor.pass(
              new Now(nanos, EPOCH.plusNanos(schedule.now() + machine.wallOffset())), arrived);
    } catch (RuntimeException | AssertionError e) {
      throw new Broken(name + " threw on " + arrived, e);
    }
    for (Effect effect : turn.effects()) {
      performer.accept(this, effect);
    }
    if (turn.wakeAt() != Turn.NEVER) {
      long at = Math.max(turn.wakeAt() - clockOffset, schedule.now() + 10_000);
      wakeAt = at;
      schedule.at(
          at,
          () -> {
            if (wakeAt == at) {
              soon();
            }
          });
    }
  }
}
