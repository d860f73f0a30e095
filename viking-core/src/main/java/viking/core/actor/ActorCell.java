package viking.core.actor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an actor lives, and after a crash the next one, which begins with nothing but a number that
 * no request has had yet. Used by one thread.
 */
final class ActorCell {
  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Who has lived so long is sound: its crash is a first one. */
  static final Duration SOUND = Duration.ofMinutes(1);

  /** More requests than one actor can make: the next one's numbers begin behind them. */
  private static final int TOKEN_BITS = 40;

  private static final Logger LOG = LoggerFactory.getLogger(ActorCell.class);

  private final String name;
  private final LongFunction<Actor> maker;
  private final List<Performer> performers;
  private final LongFunction<Consumer<Event>> answersTo;

  private Optional<Actor> actor = Optional.empty();
  private long incarnation;
  private long madeAt;
  private long nextAt = Long.MIN_VALUE;
  private Duration pause = FIRST_PAUSE;

  /**
   * @param maker makes an actor whose requests are numbered after the given one
   * @param answersTo where the answers to an incarnation's requests go
   */
  ActorCell(
      String name,
      LongFunction<Actor> maker,
      List<Performer> performers,
      LongFunction<Consumer<Event>> answersTo) {
    this.name = name;
    this.maker = maker;
    this.performers = List.copyOf(performers);
    this.answersTo = answersTo;
  }

  /** Which actor it is by now; answers to an earlier one's requests are not for it. */
  long incarnation() {
    return incarnation;
  }

  /** Lets the actor act on what has arrived; says when to come again if nothing does. */
  long turn(Now now, List<Event> arrived) {
    if (actor.isEmpty() && now.nanos() < nextAt) {
      return nextAt;
    }
    try {
      Turn turn = present(now).pass(now, arrived);
      turn.effects().forEach(this::perform);
      return turn.wakeAt();
    } catch (RuntimeException | Error e) {
      return crashed(now, e);
    }
  }

  void close() {
    incarnation++;
    actor = Optional.empty();
    performers.forEach(this::closeAll);
  }

  private Actor present(Now now) {
    if (actor.isEmpty()) {
      madeAt = now.nanos();
      actor = Optional.of(maker.apply(incarnation << TOKEN_BITS));
    }
    return actor.get();
  }

  private void perform(Effect effect) {
    Consumer<Event> answers = answersTo.apply(incarnation);
    for (Performer performer : performers) {
      if (performer.perform(effect, answers)) {
        return;
      }
    }
    throw new IllegalStateException("nobody performs " + effect);
  }

  private void closeAll(Performer performer) {
    try {
      performer.closeAll();
    } catch (RuntimeException e) {
      LOG.error("actor={} left something open", name, e);
    }
  }

  private long crashed(Now now, Throwable cause) {
    if (now.nanos() - madeAt >= SOUND.toNanos()) {
      pause = FIRST_PAUSE;
    }
    LOG.error("actor={} crashed and begins anew in {} s", name, pause.toSeconds(), cause);
    close();
    nextAt = now.after(pause);
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    return nextAt;
  }
}
