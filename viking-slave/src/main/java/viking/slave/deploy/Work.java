package viking.slave.deploy;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Pin;
import viking.core.state.Versioned;
import viking.core.store.Outcome;
import viking.core.store.Snapshot;
import viking.slave.container.EngineEffect;
import viking.slave.container.EngineEvent;
import viking.slave.container.Label;
import viking.slave.container.Phase;
import viking.slave.container.Seen;
import viking.slave.volume.Volumes;

/**
 * One job on this host: from its assignment to its running container and its keys, and back. Each
 * pass looks at what is and asks for the next thing; nothing is remembered that can be seen.
 */
final class Work {
  private static final Duration READ_AGAIN = Duration.ofSeconds(1);
  private static final int EXIT_UNKNOWN = 255;
  private static final String VANISHED = "vanished:";
  private static final String GONE = "its container vanished";

  private final JobId id;
  private final Place place;
  private final Tokens tokens;
  private final Publisher publisher;
  private final Request request;
  private final Vitals vitals;
  private Optional<Assigned> assigned = Optional.empty();
  private Optional<Reading> reading = Optional.empty();
  private boolean stale = true;
  private long readToken;
  private long nextRead = Long.MIN_VALUE;
  private boolean doubtful;
  private boolean withdrawn;
  private long drainUntil;
  private boolean lookedOnce;
  private boolean closed;
  private Runs runs = new Runs();
  private int volumesMade;
  private String blocked = "";

  Work(JobId id, Place place, Tokens tokens) {
    this.id = id;
    this.place = place;
    this.tokens = tokens;
    this.publisher = new Publisher(id, place.hostname(), tokens);
    this.request = new Request(tokens);
    this.vitals = new Vitals(tokens);
  }

  Optional<Assigned> assigned() {
    return assigned;
  }

  boolean idle() {
    return !request.busy() && !publisher.busy();
  }

  /** What the store says of the assignment now; another one begins everything anew. */
  void assigned(Optional<Assigned> now) {
    boolean another =
        now.map(Assigned::assignment)
            .filter(a -> assigned.filter(known -> known.assignment() == a).isEmpty())
            .isPresent();
    if (another) {
      runs = new Runs();
      beginAnew();
    }
    if (another
        || now.isEmpty()
        || now.get().modified() >= assigned.map(Assigned::modified).orElse(0L)) {
      assigned = now;
    }
  }

  /** The keys may have been changed by others: they are read again before the next write. */
  void distrust() {
    stale = true;
  }

  /** The store is another one: what was learnt of the old one counts no more. */
  void forgetStore() {
    assigned = assigned.map(known -> new Assigned(known.assignment(), 0, known.value()));
    beginAnew();
  }

  private void beginAnew() {
    reading = Optional.empty();
    stale = true;
    doubtful = false;
    nextRead = Long.MIN_VALUE;
    withdrawn = false;
    drainUntil = 0;
    lookedOnce = false;
    closed = false;
    volumesMade = 0;
    blocked = "";
  }

  void retry() {
    runs.forgive();
  }

  /** The room that a start under way takes. */
  void reserve(Room room, Optional<Seen> seen) {
    boolean starts =
        request.busy()
            && request.act().filter(a -> a == Phase.Act.CREATE || a == Phase.Act.START).isPresent();
    if (starts) {
      value(seen).ifPresent(job -> room.starting(id, job));
    }
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

  boolean take(EngineEvent event, World world, Now now) {
    if (event instanceof EngineEvent.Checked checked) {
      return vitals.take(checked, now);
    }
    if (event instanceof EngineEvent.Done done && request.answers(done.token())) {
      done(done, world);
      return true;
    }
    if (event instanceof EngineEvent.Failed failed && request.answers(failed.token())) {
      failed(failed, world, now);
      return true;
    }
    return event instanceof EngineEvent.Failed failed && vitals.take(failed, now);
  }

  long next(Now now, Optional<Seen> seen, World world, Consumer<Effect> out) {
    if (closed) {
      return Long.MAX_VALUE;
    }
    if (assigned.isEmpty()) {
      world.stray().ifPresent(why -> dismantle(now, seen, why, out));
      return request.wakeAt();
    }
    long wake = readIfNeeded(now, world, out);
    observe(now, seen, world);
    if (assigned.get().toStop()) {
      return Math.min(wake, goDown(now, seen, world, out));
    }
    if (seen.isPresent() && !ours(seen.get(), world)) {
      blocked = "a container that is not viking's has the name " + id.container();
    } else if (seen.isPresent() && !ofThisAssignment(seen.get())) {
      dismantle(now, seen, "it belongs to an earlier assignment", out);
    } else {
      wake = Math.min(wake, goUp(now, seen, world, out));
    }
    return Math.min(Math.min(wake, request.wakeAt()), publish(now, seen, world, out));
  }

  // --- reading and writing keys

  private long readIfNeeded(Now now, World world, Consumer<Effect> out) {
    if (doubtful && !stale && world.online() && !publisher.busy()) {
      publisher.settle(assigned.get(), out);
    }
    if (!stale || !world.online() || readToken != 0 || publisher.busy()) {
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

  private void read(Snapshot snapshot, Now now) {
    Reading found = Reading.of(snapshot, id, place.hostname());
    long wanted = assigned.map(Assigned::assignment).orElse(0L);
    if (found.deploy().filter(deploy -> deploy.assignment() == wanted).isEmpty()) {
      readLater(now);
      return;
    }
    if (found.deploy().get().modified() > assigned.get().modified()) {
      assigned = found.deploy();
    }
    boolean first = reading.isEmpty();
    reading = Optional.of(found);
    publisher.resync(found);
    stale = false;
    nextRead = Long.MIN_VALUE;
    if (first) {
      runs.recall(found.runs(), failuresHere(found));
      vitals.recall(found.status().map(Versioned::value).filter(s -> s.assignment() == wanted));
      found
          .status()
          .map(Versioned::value)
          .filter(s -> s.assignment() == wanted && s.state().isFinal())
          .ifPresent(s -> runs.recallEnd(s.run(), s.state(), s.exitCode(), s.message()));
    }
  }

  private int failuresHere(Reading found) {
    long value = found.job().map(Versioned::modified).orElse(Long.MAX_VALUE);
    return found.counter().filter(c -> c.modified() > value).map(Versioned::value).orElse(0);
  }

  private void readLater(Now now) {
    stale = true;
    nextRead = now.after(READ_AGAIN);
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
    switch (result.purpose()) {
      case PUBLISH -> {
        if (!result.name().isEmpty() && assigned.filter(a -> a.value().isEmpty()).isPresent()) {
          assigned = assigned.map(known -> known.named(result.name(), result.revision()));
        }
      }
      case SETTLE -> {
        assigned = assigned.map(known -> known.named(known.value(), result.revision()));
        doubtful = false;
        stale = true;
      }
      case MADE -> blocked = "";
      case HAND_BACK, CLOSE -> closed = true;
    }
  }

  private long publish(Now now, Optional<Seen> seen, World world, Consumer<Effect> out) {
    boolean known = reading.isPresent() && !stale;
    boolean concerned =
        seen.isPresent()
            || reading.flatMap(r -> r.valueFor(assigned.get().assignment())).isPresent();
    boolean taken =
        seen.filter(this::ofThisAssignment).isPresent()
            || reading
                .filter(r -> r.assignedToUs(assigned.get().assignment(), place.hostId()))
                .isPresent();
    if (closed || !world.online() || !known || !concerned || !taken) {
      return Long.MAX_VALUE;
    }
    return publisher.publish(assigned.get(), wanted(seen, now), now, out);
  }

  private Wanted wanted(Optional<Seen> seen, Now now) {
    Telling telling = new Telling(id, place, assigned.get(), runs, vitals, blocked);
    return telling.wanted(seen.filter(this::ofThisAssignment), publisher.status(), withdrawn, now);
  }

  // --- looking at the container

  private boolean ours(Seen seen, World world) {
    return seen.label().filter(label -> label.cluster().equals(world.cluster())).isPresent();
  }

  private boolean ofThisAssignment(Seen seen) {
    return seen.label()
        .filter(label -> assigned.filter(a -> a.assignment() == label.assignment()).isPresent())
        .isPresent();
  }

  /** The value to be run: the container's own, or else what was assigned. */
  private Optional<Job> value(Optional<Seen> seen) {
    Optional<Job> own = seen.flatMap(Seen::label).map(Label::value);
    return own.isPresent()
        ? own
        : reading.flatMap(r -> assigned.flatMap(a -> r.valueFor(a.assignment())));
  }

  /** Takes note of what the container has come to, each end of a run once. */
  private void observe(Now now, Optional<Seen> seen, World world) {
    Optional<Seen> mine = seen.filter(this::ofThisAssignment);
    vitals.look(mine, now);
    if (vitals.longHealthy(now)) {
      runs.healthyLongEnough();
    }
    if (mine.isEmpty() || mine.get().phase() != Phase.EXITED || assigned.get().toStop()) {
      return;
    }
    boolean mayJudge = reading.isPresent() || !world.told();
    Job job = value(mine).orElseThrow();
    if (runs.counted(mine.get().run()) || !mayJudge || (job.oneOff() && reading.isEmpty())) {
      return;
    }
    Optional<Versioned<viking.core.model.Status>> told =
        reading
            .flatMap(Reading::status)
            .filter(s -> s.value().assignment() == assigned.get().assignment());
    boolean counted =
        told.filter(s -> s.value().run().equals(mine.get().run()))
            .filter(s -> s.value().state() != JobState.RUNNING)
            .isPresent();
    if (counted) {
      viking.core.model.Status status = told.get().value();
      runs.recallEnd(mine.get().run(), status.state(), status.exitCode(), status.message());
    } else {
      int exit = mine.get().exitCode().orElse(0);
      runs.ended(mine.get().run(), exit, job, vitals.whyKilled(mine.get().run()), now);
    }
  }

  // --- up

  private long goUp(Now now, Optional<Seen> seen, World world, Consumer<Effect> out) {
    Phase phase = seen.map(Seen::phase).orElse(Phase.ABSENT);
    if (phase == Phase.RUNNING) {
      blocked = "";
      if (vitals.hopeless() && request.ready(now)) {
        vitals.kill(seen.get().run());
        stop(seen.get(), "unhealthy: " + vitals.output(), out);
        return Long.MAX_VALUE;
      }
      return vitals.step(seen.get(), now, out);
    }
    if (runs.isFinal() || !request.ready(now)) {
      return Long.MAX_VALUE;
    }
    if (phase == Phase.ABSENT) {
      return create(now, world, out);
    }
    return start(now, seen.get(), world, out);
  }

  private long start(Now now, Seen seen, World world, Consumer<Effect> out) {
    Job job = value(Optional.of(seen)).orElseThrow();
    if (seen.phase() == Phase.EXITED && !runs.counted(seen.run())) {
      return Long.MAX_VALUE;
    }
    if (!runs.mayStart(now)) {
      return runs.startAfter();
    }
    if (job.oneOff() && !setDown(Optional.of(seen), now)) {
      return Long.MAX_VALUE;
    }
    blocked = world.room().refuses(id, job).orElse("");
    if (blocked.isEmpty()) {
      world.room().starting(id, job);
      request.act(
          Phase.Act.START,
          Optional.of(seen),
          token -> new EngineEffect.Start(token, seen.id(), id + " is to run"),
          out);
    }
    return Long.MAX_VALUE;
  }

  private long create(Now now, World world, Consumer<Effect> out) {
    Assigned deploy = assigned.get();
    if (reading.isEmpty() || stale || !world.online() || publisher.busy()) {
      return Long.MAX_VALUE;
    }
    Reading known = reading.get();
    if (!known.assignedToUs(deploy.assignment(), place.hostId())) {
      if (known.ours(place.hostId())) {
        publisher.handBack(deploy, place, since(now), out);
      } else {
        readLater(now);
      }
      return Long.MAX_VALUE;
    }
    Optional<Job> job = known.valueFor(deploy.assignment());
    if (job.isEmpty() || runs.isFinal()) {
      return Long.MAX_VALUE;
    }
    if (job.get().oneOff() && !deploy.value().isEmpty()) {
      countVanished(known, job.get(), now);
      if (runs.isFinal() || !setDown(Optional.empty(), now)) {
        return Long.MAX_VALUE;
      }
    }
    if (!runs.mayStart(now)) {
      return runs.startAfter();
    }
    if (!volumesReady(job.get(), deploy, known, out)) {
      return Long.MAX_VALUE;
    }
    blocked = world.room().refuses(id, job.get()).orElse("");
    if (blocked.isEmpty()) {
      world.room().starting(id, job.get());
      Label label = new Label(world.cluster(), id, deploy.assignment(), job.get());
      request.act(
          Phase.Act.CREATE,
          Optional.empty(),
          token ->
              new EngineEffect.Create(
                  token,
                  id.container(),
                  job.get(),
                  label.write(),
                  Volumes.of(id, job.get()),
                  env(),
                  id + " was assigned at revision " + deploy.assignment()),
          out);
    }
    return Long.MAX_VALUE;
  }

  /**
   * What may run only so often begins only when the store says all that has been so far: then no
   * later process can take it for less.
   */
  private boolean setDown(Optional<Seen> seen, Now now) {
    return !stale
        && !publisher.busy()
        && !assigned.get().value().isEmpty()
        && publisher.says(wanted(seen, now));
  }

  /** It had a container, which may have run, and nobody knows how that ended: that was a run. */
  private void countVanished(Reading known, Job job, Now now) {
    String last = known.status().map(s -> s.value().run()).orElse("");
    if (last.startsWith(VANISHED)) {
      runs.recallEnd(last, JobState.BACKOFF, OptionalInt.empty(), GONE);
    } else if (!runs.lastCounted().startsWith(VANISHED)) {
      runs.ended(VANISHED + last, EXIT_UNKNOWN, job, GONE, now);
    }
  }

  private boolean volumesReady(Job job, Assigned deploy, Reading known, Consumer<Effect> out) {
    if (!job.pinned()) {
      return true;
    }
    Optional<Pin> pin = known.pin().map(Versioned::value);
    if (pin.filter(p -> p.hostId().equals(place.hostId())).isEmpty()) {
      blocked = "its volume is not pinned to this host";
      return false;
    }
    List<String> volumes = List.copyOf(Volumes.of(id, job).values());
    if (volumesMade < volumes.size()) {
      String volume = volumes.get(volumesMade);
      boolean mustExist = publisher.made();
      request.make(
          token ->
              new EngineEffect.EnsureVolume(
                  token, volume, mustExist, mustExist ? "it was made before" : "make it"),
          out);
      return false;
    }
    if (!publisher.made()) {
      publisher.putMade(deploy, out);
      return false;
    }
    return true;
  }

  private Map<String, String> env() {
    return ImmutableMap.of(
        "VIKING_STACK", id.stack(),
        "VIKING_NODE", id.node(),
        "VIKING_TAG", id.tag(),
        "VIKING_HOSTNAME", place.hostname());
  }

  // --- down

  private long goDown(Now now, Optional<Seen> seen, World world, Consumer<Effect> out) {
    boolean known = reading.isPresent() && !stale;
    if (!withdrawn) {
      // Nothing stops before the store has taken the withdrawal: without it, all stays as it is.
      if (!known || !world.online() || publisher.busy()) {
        return Long.MAX_VALUE;
      }
      boolean served = publisher.hasPorts();
      Wanted wanted = wanted(seen, now);
      if (!publisher.says(wanted) && (served || !runs.isFinal())) {
        drainUntil = served ? now.after(drain(seen)) : drainUntil;
        return publisher.publish(assigned.get(), wanted, now, out);
      }
      withdrawn = true;
    }
    if (drainUntil != 0 && !now.reached(drainUntil)) {
      return drainUntil;
    }
    if (seen.filter(container -> ours(container, world)).isPresent()) {
      dismantle(now, seen, "it has been taken away", out);
    } else if (!request.busy() && known && world.online() && !publisher.busy()) {
      if (lookedOnce) {
        publisher.close(assigned.get(), place, since(now), out);
      } else {
        // What is left to say depends on whether the job is still wanted now.
        lookedOnce = true;
        stale = true;
        return Math.min(request.wakeAt(), readIfNeeded(now, world, out));
      }
    }
    return request.wakeAt();
  }

  private static String since(Now now) {
    return now.wall().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private Duration drain(Optional<Seen> seen) {
    return value(seen).map(job -> job.stop().drain()).orElse(Duration.ZERO);
  }

  private void dismantle(Now now, Optional<Seen> seen, String why, Consumer<Effect> out) {
    if (seen.isEmpty() || !request.ready(now)) {
      return;
    }
    if (seen.get().phase() == Phase.RUNNING) {
      stop(seen.get(), why, out);
    } else {
      request.act(
          Phase.Act.REMOVE,
          seen,
          token -> new EngineEffect.Remove(token, seen.get().id(), why),
          out);
    }
  }

  private void stop(Seen seen, String why, Consumer<Effect> out) {
    viking.core.model.Stop how =
        seen.label().map(label -> label.value().stop()).orElse(viking.core.model.Stop.USUAL);
    request.act(
        Phase.Act.STOP,
        Optional.of(seen),
        token -> new EngineEffect.Stop(token, seen.id(), how, why),
        out);
  }

  // --- answers of the engine

  private void done(EngineEvent.Done done, World world) {
    boolean volume = request.act().isEmpty();
    boolean removed = request.act().filter(Phase.Act.REMOVE::equals).isPresent();
    Optional<Seen> target = request.target();
    request.done();
    if (volume) {
      volumesMade++;
      blocked = "";
    }
    done.seen().ifPresent(world.containers()::note);
    if (removed) {
      target.ifPresent(gone -> world.containers().gone(gone.name(), gone.id()));
    }
  }

  private void failed(EngineEvent.Failed failed, World world, Now now) {
    Optional<Phase.Act> act = request.act();
    Optional<Seen> target = request.target();
    request.failed(now);
    boolean starting = act.filter(a -> a == Phase.Act.CREATE || a == Phase.Act.START).isPresent();
    switch (failed.failure()) {
      case NO_CONTAINER -> {
        target.ifPresent(gone -> world.containers().gone(gone.name(), gone.id()));
        request.done();
      }
      case VOLUME_MISSING -> blocked = failed.problem();
      case IMAGE_MISSING, REFUSED -> {
        if (starting && assigned.isPresent()) {
          value(target).ifPresent(job -> runs.failed(job, failed.problem(), now));
          request.done();
        } else {
          blocked = failed.problem();
        }
      }
      case NAME_TAKEN, AWAY -> world.containers().again(now);
    }
  }
}
