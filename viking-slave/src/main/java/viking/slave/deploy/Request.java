package viking.slave.deploy;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.Tokens;
import viking.slave.container.Phase;
import viking.slave.container.Seen;

/** The one request to the engine that a job has under way, and when the next may be made. */
final class Request {
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 5;

  /** What else than an act upon a container a request can be for. */
  enum Errand {
    NONE,
    VOLUME,
    SECRETS
  }

  private final Tokens tokens;
  private long token;
  private Optional<Phase.Act> act = Optional.empty();
  private Errand errand = Errand.NONE;
  private Optional<Seen> target = Optional.empty();
  private long notBefore = Long.MIN_VALUE;
  private int failures;

  Request(Tokens tokens) {
    this.tokens = tokens;
  }

  boolean busy() {
    return token != 0;
  }

  /** Whether a new request may be made now. */
  boolean ready(Now now) {
    return token == 0 && (notBefore == Long.MIN_VALUE || now.reached(notBefore));
  }

  /** When it will be ready, if it is not; who is ready and asks for nothing need not be woken. */
  long wakeAt(Now now) {
    return token == 0 && !ready(now) ? notBefore : Long.MAX_VALUE;
  }

  /** A request that is no act upon a container; returns its number. */
  long make(Errand what, LongFunction<Effect> effect, Consumer<Effect> out) {
    token = tokens.next();
    errand = what;
    act = Optional.empty();
    target = Optional.empty();
    out.accept(effect.apply(token));
    return token;
  }

  void act(Phase.Act what, Optional<Seen> on, LongFunction<Effect> effect, Consumer<Effect> out) {
    Phase phase = on.map(Seen::phase).orElse(Phase.ABSENT);
    if (!phase.allows(what)) {
      throw new IllegalStateException("a container that is " + phase + " cannot " + what);
    }
    make(Errand.NONE, effect, out);
    act = Optional.of(what);
    target = on;
  }

  boolean answers(long answered) {
    return token != 0 && token == answered;
  }

  Optional<Phase.Act> act() {
    return act;
  }

  Errand errand() {
    return errand;
  }

  /** The container that the request was about. */
  Optional<Seen> target() {
    return target;
  }

  void done() {
    token = 0;
    failures = 0;
    notBefore = Long.MIN_VALUE;
  }

  /** It failed: the next one waits a little, longer each time. */
  void failed(Now now) {
    token = 0;
    notBefore = now.nanos() + (RETRY.toNanos() << Math.min(failures, MOST_DOUBLINGS));
    failures++;
  }
}
