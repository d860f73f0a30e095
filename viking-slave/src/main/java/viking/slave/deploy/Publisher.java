package viking.slave.deploy;

import java.time.Duration;
import java.util.Optional;
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
import viking.core.model.Pin;
import viking.core.model.Status;
import viking.core.state.Versioned;
import viking.core.store.Compare;
import viking.core.store.GuardedWrites;
import viking.core.store.Outcome;
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
  private Said said = Said.NOTHING;
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
    said = Said.of(reading);
    made = reading.pin().filter(pin -> pin.value().made()).isPresent();
  }

  boolean busy() {
    return token != 0;
  }

  boolean hasPorts() {
    return !said.ports().isEmpty();
  }

  boolean made() {
    return made;
  }

  Optional<Status> status() {
    return said.status();
  }

  /** Whether the store says all that is wanted. */
  boolean says(Wanted wanted) {
    return said.says(wanted);
  }

  /** Writes what differs, or as much as fits; says when to come back if it can wait. */
  long publish(Assigned deploy, Wanted wanted, Now now, Consumer<Effect> out) {
    boolean named = wanted.name().isEmpty() || !deploy.value().isEmpty();
    if (busy() || (says(wanted) && named)) {
      return Long.MAX_VALUE;
    }
    boolean minor = named && said.allButDetails(wanted);
    if (minor && wroteAt != Long.MIN_VALUE && !now.reached(wroteAt + SELDOM.toNanos())) {
      return wroteAt + SELDOM.toNanos();
    }
    Wanted next = wanted.from(said.ports().keySet());
    GuardedWrites batch = during(deploy);
    if (!named) {
      batch.unguarded(Write.put(Keys.deploy(hostname, id), wanted.name()));
    }
    bring(next, batch);
    sent = Optional.of(next);
    wroteAt = now.nanos();
    send(batch, deploy, Purpose.PUBLISH, id + " is " + wanted.status().state(), out);
    return Long.MAX_VALUE;
  }

  private void bring(Wanted next, GuardedWrites batch) {
    if (!said.says(next.status())) {
      assert said.legal(next.status())
          : id + " cannot go from " + status() + " to " + next.status();
      batch.put(Keys.status(id), STATUSES.write(next.status()), said.statusRevision());
    }
    said.ports().keySet().stream()
        .filter(key -> !next.ports().containsKey(key))
        .forEach(key -> batch.delete(key, said.ports().get(key)));
    next.ports().keySet().stream()
        .filter(key -> !said.ports().containsKey(key))
        .forEach(key -> batch.put(key, next.ports().get(key), 0));
    if (said.counter() != next.counter()) {
      count(batch, next.counter());
    }
  }

  /**
   * Puts {@code /deploy} as it is once more: every earlier transaction compares its modified
   * revision, so that one whose outcome is unknown cannot land from then on.
   */
  void settle(Assigned deploy, Consumer<Effect> out) {
    GuardedWrites batch = during(deploy);
    batch.unguarded(Write.put(Keys.deploy(hostname, id), deploy.value()));
    send(batch, deploy, Purpose.SETTLE, "what became of the last write for " + id + "?", out);
  }

  /** Sets down that the slot's volume has been made here. */
  void putMade(Assigned deploy, Consumer<Effect> out) {
    Versioned<Pin> pin = base.pin().orElseThrow();
    GuardedWrites batch = during(deploy);
    batch.put(Keys.fixed(id.slotId()), PINS.write(pin.value().withMade()), pin.modified());
    send(batch, deploy, Purpose.MADE, "the volume of " + id.slotId() + " is made", out);
  }

  /**
   * Gives an assignment back that was made for whoever had this host's name before. What that one
   * has said of a container stays for the leader to read.
   */
  void handBack(Assigned deploy, Place place, String since, Consumer<Effect> out) {
    GuardedWrites batch = during(deploy);
    batch.when(Compare.created(Keys.host(hostname), base.host().orElseThrow().created()));
    if (deploy.value().isEmpty()) {
      leaveWord(batch, deploy, "given back by " + place.hostname(), since);
    }
    leave(batch, deploy, Purpose.HAND_BACK, id + " was assigned to an earlier " + hostname, out);
  }

  /** Deletes the job's keys on this host: its container is gone. */
  void close(Assigned deploy, Place place, String since, Consumer<Effect> out) {
    GuardedWrites batch = during(deploy);
    batch.when(Compare.modified(Keys.proc(id), base.procRevision()));
    leaveWord(batch, deploy, "taken from " + place.hostname(), since);
    leave(batch, deploy, Purpose.CLOSE, id + " has been taken away", out);
  }

  private void leave(
      GuardedWrites batch, Assigned deploy, Purpose why, String reason, Consumer<Effect> out) {
    batch.unguarded(Write.delete(Keys.deploy(hostname, id)));
    // What others have left beyond that is for the leader to delete.
    said.ports().entrySet().stream()
        .limit(Wanted.MOST_PORTS)
        .forEach(each -> batch.delete(each.getKey(), each.getValue()));
    send(batch, deploy, why, reason, out);
  }

  /** The status goes with the job; while the job is still wanted it tells that it waits again. */
  private void leaveWord(GuardedWrites batch, Assigned deploy, String message, String since) {
    Optional<Status> mine = status().filter(s -> s.assignment() == deploy.assignment());
    if (mine.filter(s -> s.state().isFinal()).isPresent() && base.wants(deploy.assignment())) {
      return;
    }
    if (base.wants(deploy.assignment())) {
      int runs = mine.map(Status::runs).orElse(base.runs());
      Status waits = Status.ofLeader(deploy.assignment(), JobState.WAITING, runs, message, since);
      batch.put(Keys.status(id), STATUSES.write(waits), said.statusRevision());
    } else if (mine.isPresent()) {
      batch.delete(Keys.status(id), said.statusRevision());
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
      said = said.with(sent.orElseThrow(), outcome.revision());
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

  private void count(GuardedWrites batch, int failures) {
    String key = Keys.counter(hostname, id);
    if (failures == 0) {
      batch.delete(key, said.counterRevision());
    } else {
      batch.put(key, Integer.toString(failures), said.counterRevision());
    }
  }

  /** What is written while the assignment is as it is known. */
  private GuardedWrites during(Assigned deploy) {
    GuardedWrites batch = new GuardedWrites();
    batch.when(Compare.modified(Keys.deploy(hostname, id), deploy.modified()));
    return batch;
  }

  private void send(
      GuardedWrites batch, Assigned deploy, Purpose why, String reason, Consumer<Effect> out) {
    purpose = why;
    assignment = deploy.assignment();
    token = tokens.next();
    out.accept(new StoreEffect.Commit(token, batch.txn(), reason));
  }
}
