package viking.slave.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.codec.PinCodec;
import viking.core.codec.StatusCodec;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.state.Versioned;
import viking.core.store.Compare;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.Write;

/**
 * Brings a job's keys to what is wanted, one transaction at a time. Each compares the job's {@code
 * /deploy} and every key it replaces; whatever does not go as planned is followed by a new reading.
 */
final class Publisher {
  private static final Duration SELDOM = Duration.ofSeconds(10);
  private static final StatusCodec STATUSES = new StatusCodec();
  private static final PinCodec PINS = new PinCodec();

  /** What the transaction under way is for. */
  enum Purpose {
    PUBLISH,
    /** Nothing is said; but what was sent before can no longer land. */
    SETTLE,
    MADE,
    HAND_BACK,
    CLOSE
  }

  private final JobId id;
  private final String hostname;
  private final Tokens tokens;
  private Reading base;
  private Optional<Status> status = Optional.empty();
  private long statusRevision;
  private Map<String, Long> ports = new TreeMap<>();
  private int counter;
  private long counterRevision;
  private boolean made;
  private long token;
  private Purpose purpose = Purpose.PUBLISH;
  private long assignment;
  private Optional<Wanted> sent = Optional.empty();
  private long wroteAt = Long.MIN_VALUE;

  Publisher(JobId id, String hostname, Tokens tokens) {
    this.id = id;
    this.hostname = hostname;
    this.tokens = tokens;
  }

  /** Takes what the store says as what there is. */
  void resync(Reading reading) {
    base = reading;
    status = reading.status().map(Versioned::value);
    statusRevision = reading.statusRevision();
    ports = new TreeMap<>(reading.ports());
    counter = reading.counter().map(Versioned::value).orElse(0);
    counterRevision = reading.counterRevision();
    made = reading.pin().filter(pin -> pin.value().made()).isPresent();
  }

  boolean busy() {
    return token != 0;
  }

  boolean hasPorts() {
    return !ports.isEmpty();
  }

  boolean made() {
    return made;
  }

  Optional<Status> status() {
    return status;
  }

  /** Whether the store says all that is wanted. */
  boolean says(Wanted wanted) {
    return status.filter(known -> known.saysTheSameAs(wanted.status())).isPresent()
        && ports.keySet().equals(wanted.ports().keySet())
        && counter == wanted.counter();
  }

  /** Writes what differs, or as much as fits; says when to come back if it can wait (rule 13). */
  long publish(Assigned deploy, Wanted wanted, Now now, Consumer<Effect> out) {
    boolean named = wanted.name().isEmpty() || !deploy.value().isEmpty();
    if (busy() || (says(wanted) && named)) {
      return Long.MAX_VALUE;
    }
    boolean minor =
        named
            && status.filter(known -> known.sameClassAs(wanted.status())).isPresent()
            && ports.keySet().equals(wanted.ports().keySet());
    if (minor && wroteAt != Long.MIN_VALUE && !now.reached(wroteAt + SELDOM.toNanos())) {
      return wroteAt + SELDOM.toNanos();
    }
    Wanted next = wanted.from(ports.keySet());
    Batch batch = new Batch(deploy);
    if (!named) {
      batch.writes.add(Write.put(Keys.deploy(hostname, id), wanted.name()));
    }
    if (status.filter(known -> known.saysTheSameAs(wanted.status())).isEmpty()) {
      assert legal(wanted.status()) : id + " cannot go from " + status + " to " + wanted.status();
      batch.put(Keys.status(id), STATUSES.write(wanted.status()), statusRevision);
    }
    ports.forEach(
        (key, revision) -> {
          if (!next.ports().containsKey(key)) {
            batch.delete(key, revision);
          }
        });
    next.ports()
        .forEach(
            (key, value) -> {
              if (!ports.containsKey(key)) {
                batch.put(key, value, 0);
              }
            });
    if (counter != wanted.counter()) {
      count(batch, wanted.counter());
    }
    sent = Optional.of(next);
    wroteAt = now.nanos();
    batch.send(Purpose.PUBLISH, id + " is " + wanted.status().state(), out);
    return Long.MAX_VALUE;
  }

  /**
   * Puts {@code /deploy} as it is once more: every earlier transaction compares its modified
   * revision, so that one whose outcome is unknown cannot land from then on.
   */
  void settle(Assigned deploy, Consumer<Effect> out) {
    Batch batch = new Batch(deploy);
    batch.writes.add(Write.put(Keys.deploy(hostname, id), deploy.value()));
    batch.send(Purpose.SETTLE, "what became of the last write for " + id + "?", out);
  }

  /** Sets down that the slot's volume has been made here. */
  void putMade(Assigned deploy, Consumer<Effect> out) {
    Versioned<viking.core.model.Pin> pin = base.pin().orElseThrow();
    Batch batch = new Batch(deploy);
    batch.put(Keys.fixed(id.slotId()), PINS.write(pin.value().withMade()), pin.modified());
    batch.send(Purpose.MADE, "the volume of " + id.slotId() + " is made", out);
  }

  /**
   * Gives an assignment back that was made for whoever had this host's name before. What that one
   * has said of a container stays for the leader to read.
   */
  void handBack(Assigned deploy, Place place, String since, Consumer<Effect> out) {
    Batch batch = new Batch(deploy);
    batch.compares.add(Compare.created(Keys.host(hostname), base.host().orElseThrow().created()));
    if (deploy.value().isEmpty()) {
      leaveWord(batch, deploy, "given back by " + place.hostname(), since);
    }
    leave(batch, Purpose.HAND_BACK, id + " was assigned to an earlier " + hostname, out);
  }

  /** Deletes the job's keys on this host: its container is gone. */
  void close(Assigned deploy, Place place, String since, Consumer<Effect> out) {
    Batch batch = new Batch(deploy);
    batch.compares.add(Compare.modified(Keys.proc(id), base.procRevision()));
    leaveWord(batch, deploy, "taken from " + place.hostname(), since);
    leave(batch, Purpose.CLOSE, id + " has been taken away", out);
  }

  private void leave(Batch batch, Purpose why, String reason, Consumer<Effect> out) {
    batch.writes.add(Write.delete(Keys.deploy(hostname, id)));
    // What others have left beyond that is for the leader to delete.
    ports.entrySet().stream()
        .limit(Wanted.MOST_PORTS)
        .forEach(each -> batch.delete(each.getKey(), each.getValue()));
    batch.send(why, reason, out);
  }

  /** The status goes with the job; while the job is still wanted it tells that it waits again. */
  private void leaveWord(Batch batch, Assigned deploy, String message, String since) {
    Optional<Status> mine = status.filter(s -> s.assignment() == deploy.assignment());
    if (mine.filter(s -> s.state().isFinal()).isPresent() && base.wants(deploy.assignment())) {
      return;
    }
    if (base.wants(deploy.assignment())) {
      int runs = mine.map(Status::runs).orElse(base.runs());
      Status waits = Status.ofLeader(deploy.assignment(), JobState.WAITING, runs, message, since);
      batch.put(Keys.status(id), STATUSES.write(waits), statusRevision);
    } else if (mine.isPresent()) {
      batch.delete(Keys.status(id), statusRevision);
    }
  }

  /** What has become of the transaction under the token; nothing if it is none of this one's. */
  Optional<Result> take(StoreEvent.Committed done) {
    if (token == 0 || done.token() != token) {
      return Optional.empty();
    }
    token = 0;
    Outcome outcome = done.outcome();
    boolean applied = outcome.kind() == Outcome.Kind.APPLIED;
    if (applied && purpose == Purpose.PUBLISH) {
      applied(sent.orElseThrow(), outcome.revision());
    } else if (applied && purpose == Purpose.MADE) {
      made = true;
    }
    return Optional.of(
        new Result(
            purpose,
            assignment,
            outcome.kind(),
            outcome.revision(),
            sent.map(Wanted::name).orElse("")));
  }

  /** How a transaction for an assignment ended. */
  record Result(Purpose purpose, long assignment, Outcome.Kind kind, long revision, String name) {}

  private void applied(Wanted wanted, long revision) {
    if (status.filter(known -> known.saysTheSameAs(wanted.status())).isEmpty()) {
      status = Optional.of(wanted.status());
      statusRevision = revision;
    }
    ports.keySet().retainAll(wanted.ports().keySet());
    wanted.ports().keySet().forEach(key -> ports.putIfAbsent(key, revision));
    if (counter != wanted.counter()) {
      counter = wanted.counter();
      counterRevision = counter == 0 ? 0 : revision;
    }
  }

  private void count(Batch batch, int failures) {
    String key = Keys.counter(hostname, id);
    if (failures == 0) {
      batch.delete(key, counterRevision);
    } else {
      batch.put(key, Integer.toString(failures), counterRevision);
    }
  }

  /**
   * Whether the job's life may go on so; another assignment's or value's status is another life.
   */
  private boolean legal(Status next) {
    return status
        .filter(known -> known.assignment() == next.assignment())
        .map(known -> known.state().mayBecome(next.state()))
        .orElse(true);
  }

  /** A transaction in the making. */
  private final class Batch {
    private final List<Compare> compares = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();
    private final Assigned deploy;

    Batch(Assigned deploy) {
      this.deploy = deploy;
      compares.add(Compare.modified(Keys.deploy(hostname, id), deploy.modified()));
    }

    void put(String key, String value, long revision) {
      compares.add(Compare.modified(key, revision));
      writes.add(Write.put(key, value));
    }

    void delete(String key, long revision) {
      compares.add(Compare.modified(key, revision));
      writes.add(Write.delete(key));
    }

    void send(Purpose why, String reason, Consumer<Effect> out) {
      purpose = why;
      assignment = deploy.assignment();
      token = tokens.next();
      out.accept(new StoreEffect.Commit(token, new Txn(compares, writes), reason));
    }
  }
}
