package viking.slave.deploy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Status;
import viking.core.state.Versioned;
import viking.core.store.Outcome;
import viking.core.store.Snapshot;
import viking.slave.container.Label;
import viking.slave.container.Seen;

/**
 * What the store says of one job on this host: its assignment, the keys read for it, and the
 * writing.
 */
final class Books {
  private static final Duration READ_AGAIN = Duration.ofSeconds(1);

  private final JobId id;
  private final Place place;
  private final Tokens tokens;
  private final Publisher publisher;
  private Optional<Assigned> assigned = Optional.empty();
  private Optional<Reading> reading = Optional.empty();
  private boolean fresh;
  private boolean stale = true;
  private boolean doubtful;
  private boolean closed;
  private long readToken;
  private long nextRead = Long.MIN_VALUE;

  Books(JobId id, Place place, Tokens tokens) {
    this.id = id;
    this.place = place;
    this.tokens = tokens;
    this.publisher = new Publisher(id, place.hostname(), tokens);
  }

  Optional<Assigned> assigned() {
    return assigned;
  }

  Publisher publisher() {
    return publisher;
  }

  /** What was read for the assignment, perhaps some time ago. */
  Optional<Reading> reading() {
    return reading;
  }

  /** Whether what was read can be built upon in a write now. */
  boolean current() {
    return reading.isPresent() && !stale && !publisher.busy();
  }

  /** Whether nothing is left to do for the assignment. */
  boolean closed() {
    return closed;
  }

  /** True once after the first reading for an assignment. */
  boolean takeFresh() {
    boolean was = fresh;
    fresh = false;
    return was;
  }

  /** What the store says of the assignment now; whether it is another one. */
  boolean assigned(Optional<Assigned> now) {
    boolean another =
        now.filter(a -> assigned.filter(k -> k.assignment() == a.assignment()).isEmpty())
            .isPresent();
    boolean newer =
        now.isEmpty() || now.get().modified() >= assigned.map(Assigned::modified).orElse(0L);
    if (another) {
      beginAnew();
    }
    if (another || newer) {
      assigned = now;
    }
    return another;
  }

  /** The keys may have been changed by others: they are read again before the next write. */
  void distrust() {
    stale = true;
  }

  /** The store is another one: what was learnt of the old one counts no more. */
  void forgetStore() {
    assigned = assigned.map(known -> new Assigned(known.assignment(), 0, known.value()));
    boolean doubt = doubtful;
    beginAnew();
    // It may be the very store that a write is still on its way to.
    doubtful = doubt;
  }

  void readLater(Now now) {
    stale = true;
    nextRead = now.after(READ_AGAIN);
  }

  boolean take(StoreEvent event, Now now) {
    if (event instanceof StoreEvent.Loaded loaded && readToken != 0 && event.token() == readToken) {
      readToken = 0;
      loaded.snapshot().ifPresentOrElse(snapshot -> read(snapshot, now), () -> readLater(now));
      return true;
    }
    if (event instanceof StoreEvent.Committed done) {
      Optional<Publisher.Result> result = publisher.take(done);
      result.ifPresent(known -> committed(known, now));
      return result.isPresent();
    }
    return false;
  }

  /** Asks for what is not known, and makes sure of what is in doubt. */
  long step(Now now, boolean online, Consumer<Effect> out) {
    if (!online || readToken != 0 || publisher.busy()) {
      return Long.MAX_VALUE;
    }
    if (!stale) {
      if (doubtful) {
        publisher.settle(assigned.orElseThrow(), out);
      }
      return Long.MAX_VALUE;
    }
    if (nextRead != Long.MIN_VALUE && !now.reached(nextRead)) {
      return nextRead;
    }
    readToken = tokens.next();
    out.accept(
        new StoreEffect.Read(
            readToken, Reading.ranges(id, place.hostname()), "what is to be known of " + id));
    return Long.MAX_VALUE;
  }

  /** Whether the container was made for the present assignment. */
  boolean isFor(Seen seen) {
    return seen.label()
        .filter(label -> assigned.filter(a -> a.assignment() == label.assignment()).isPresent())
        .isPresent();
  }

  /** The value to be run: the container's own, or else what was assigned. */
  Optional<Job> value(Optional<Seen> seen) {
    Optional<Job> own = seen.flatMap(Seen::label).map(Label::value);
    return own.isPresent() ? own : assignedValue();
  }

  /** The value that was assigned, while it is still the one to be run. */
  Optional<Job> assignedValue() {
    return reading.flatMap(r -> assigned.flatMap(a -> r.valueFor(a.assignment())));
  }

  /** The status of the present assignment as it was read. */
  Optional<Status> statusRead() {
    return reading
        .flatMap(Reading::status)
        .map(Versioned::value)
        .filter(s -> assigned.filter(a -> a.assignment() == s.assignment()).isPresent());
  }

  /** Failed runs of the present value on this host, as they were read. */
  int failuresRead() {
    long value = reading.flatMap(Reading::job).map(Versioned::modified).orElse(Long.MAX_VALUE);
    return reading
        .flatMap(Reading::counter)
        .filter(counter -> counter.modified() > value)
        .map(Versioned::value)
        .orElse(0);
  }

  /** Whether this host may speak of the job: it has its container, or was given it by right. */
  boolean maySpeak(Optional<Seen> seen) {
    boolean has = seen.filter(this::isFor).isPresent();
    boolean given =
        reading
            .filter(r -> r.assignedToUs(assigned.orElseThrow().assignment(), place.hostId()))
            .isPresent();
    return (has || given) && (seen.isPresent() || assignedValue().isPresent());
  }

  void handBack(Now now, Consumer<Effect> out) {
    publisher.handBack(assigned.orElseThrow(), place, since(now), out);
  }

  void close(Now now, Consumer<Effect> out) {
    publisher.close(assigned.orElseThrow(), place, since(now), out);
  }

  private void beginAnew() {
    reading = Optional.empty();
    fresh = false;
    stale = true;
    doubtful = false;
    closed = false;
    nextRead = Long.MIN_VALUE;
  }

  private void read(Snapshot snapshot, Now now) {
    Reading found = Reading.of(snapshot, id, place.hostname());
    long wanted = assigned.map(Assigned::assignment).orElse(0L);
    if (found.deploy().filter(deploy -> deploy.assignment() == wanted).isEmpty()) {
      readLater(now);
      return;
    }
    if (found.deploy().get().modified() > assigned.orElseThrow().modified()) {
      assigned = found.deploy();
    }
    fresh |= reading.isEmpty();
    reading = Optional.of(found);
    publisher.resync(found);
    stale = false;
    nextRead = Long.MIN_VALUE;
  }

  private void committed(Publisher.Result result, Now now) {
    if (assigned.filter(a -> a.assignment() == result.assignment()).isEmpty()) {
      // The answer was overtaken by the next assignment, which begins with a reading of its own.
      stale = true;
      return;
    }
    if (result.kind() != Outcome.Kind.APPLIED) {
      doubtful |= result.kind() == Outcome.Kind.UNKNOWN;
      stale = true;
      nextRead = now.after(READ_AGAIN.dividedBy(10));
      return;
    }
    Assigned known = assigned.get();
    switch (result.purpose()) {
      case PUBLISH -> {
        if (!result.name().isEmpty() && known.value().isEmpty()) {
          assigned = Optional.of(known.named(result.name(), result.revision()));
        }
      }
      case SETTLE -> {
        assigned = Optional.of(known.named(known.value(), result.revision()));
        doubtful = false;
        stale = true;
      }
      case MADE -> {
        // The next pass sees it.
      }
      case HAND_BACK, CLOSE -> closed = true;
    }
  }

  private static String since(Now now) {
    return now.wall().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
