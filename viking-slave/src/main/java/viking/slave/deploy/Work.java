package viking.slave.deploy;

import java.util.Optional;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.slave.container.EngineEvent;
import viking.slave.container.Phase;
import viking.slave.container.Seen;

/**
 * One job on this host: from its assignment to its running container and its keys, and back. Each
 * pass looks at what is and asks for the next thing; nothing is remembered that can be seen.
 */
final class Work {
  private final JobId id;
  private final Place place;
  private final Books books;
  private final Hands hands;
  private final Vitals vitals;
  private final Ascent ascent;
  private final Descent descent;
  private Runs runs = new Runs();
  private Progress progress = new Progress();
  private boolean hasSecrets;

  Work(JobId id, Place place, Tokens tokens) {
    this.id = id;
    this.place = place;
    this.books = new Books(id, place, tokens);
    this.hands = new Hands(id, place.hostname(), tokens);
    this.vitals = new Vitals(tokens);
    this.ascent = new Ascent(id, place, books, hands, vitals);
    this.descent = new Descent(id, place, books, hands, vitals);
  }

  Optional<Assigned> assigned() {
    return books.assigned();
  }

  boolean idle() {
    return !hands.request().busy() && !books.publisher().busy();
  }

  /** What the store says of the assignment now; another one begins everything anew. */
  void assigned(Optional<Assigned> now) {
    if (books.assigned(now)) {
      runs = new Runs();
      progress = new Progress();
    }
  }

  /** The keys may have been changed by others: they are read again before the next write. */
  void distrust() {
    books.distrust();
  }

  /** The store is another one: what was learnt of the old one counts no more. */
  void forgetStore() {
    books.forgetStore();
    progress = new Progress();
  }

  void retry() {
    runs.forgive();
  }

  /** Whether any container of the job was given secrets, as far as anybody remembers. */
  boolean hasSecrets() {
    return hasSecrets;
  }

  /** The room that a start under way takes. */
  void reserve(Room room, Optional<Seen> seen) {
    if (hands.starting()) {
      books.value(seen).ifPresent(job -> room.starting(id, job));
    }
  }

  boolean take(StoreEvent event, Now now) {
    boolean taken = books.take(event, now);
    if (books.takeFresh()) {
      recall();
    }
    return taken;
  }

  boolean take(EngineEvent event, World world, Now now) {
    if (event instanceof EngineEvent.Checked checked) {
      return vitals.take(checked, now);
    }
    if (event instanceof EngineEvent.Done done && hands.request().answers(done.token())) {
      done(done, world);
      return true;
    }
    if (event instanceof EngineEvent.Failed failed && hands.request().answers(failed.token())) {
      failed(failed, world, now);
      return true;
    }
    return event instanceof EngineEvent.Failed failed && vitals.take(failed, now);
  }

  long next(Now now, Optional<Seen> seen, World world, Consumer<Effect> out) {
    hasSecrets |= books.value(seen).filter(job -> !job.container().secrets().isEmpty()).isPresent();
    if (books.closed()) {
      return Long.MAX_VALUE;
    }
    if (assigned().isEmpty()) {
      world.stray().ifPresent(why -> hands.dismantle(now, seen, why, out));
      return hands.request().wakeAt(now);
    }
    Ascent.Pass pass = new Ascent.Pass(now, world, runs, progress, out);
    long wake = books.step(now, world.online(), out);
    observe(now, seen, world);
    if (assigned().get().toStop()) {
      return Math.min(wake, descent.step(pass, seen));
    }
    if (seen.isPresent() && !world.owns(seen.get())) {
      progress.blockedBy("a container that is not viking's has the name " + id.container());
    } else if (seen.isPresent() && !books.isFor(seen.get())) {
      hands.dismantle(now, seen, "it belongs to an earlier assignment", out);
    } else {
      wake = Math.min(wake, ascent.step(pass, seen));
    }
    return Math.min(Math.min(wake, hands.request().wakeAt(now)), publish(pass, seen));
  }

  private long publish(Ascent.Pass pass, Optional<Seen> seen) {
    boolean may = pass.world().online() && books.current() && books.maySpeak(seen);
    return may && !books.closed()
        ? books
            .publisher()
            .publish(
                assigned().orElseThrow(),
                pass.wanted(id, place, books, vitals, seen),
                pass.now(),
                pass.out())
        : Long.MAX_VALUE;
  }

  /** Goes on from what an earlier host process has written down. */
  private void recall() {
    runs.recall(books.reading().orElseThrow().runs(), books.failuresRead());
    Optional<Status> told = books.statusRead();
    vitals.recall(told);
    told.filter(status -> status.state().isFinal()).ifPresent(this::recallEnd);
  }

  private void recallEnd(Status told) {
    runs.recallEnd(told.run(), told.state(), told.exitCode(), told.message(), told.lines());
  }

  /** Takes note of what the container has come to, each end of a run once. */
  private void observe(Now now, Optional<Seen> seen, World world) {
    Optional<Seen> mine = seen.filter(books::isFor);
    vitals.look(mine, now);
    if (vitals.longHealthy(now)) {
      runs.healthyLongEnough();
    }
    boolean ended = mine.filter(each -> each.phase() == Phase.EXITED).isPresent();
    if (!ended || assigned().orElseThrow().toStop() || runs.counted(mine.get().run())) {
      return;
    }
    Job job = books.value(mine).orElseThrow();
    boolean known = books.reading().isPresent();
    if (!known && (world.told() || job.oneOff())) {
      return;
    }
    String run = mine.get().run();
    Optional<Status> counted =
        books
            .statusRead()
            .filter(told -> told.run().equals(run) && told.state() != JobState.RUNNING);
    counted.ifPresentOrElse(
        this::recallEnd,
        () -> {
          int exit = mine.get().exitCode().orElse(0);
          runs.ended(run, exit, job, vitals.whyKilled(run), mine.get().lines(), now);
        });
  }

  private void done(EngineEvent.Done done, World world) {
    Request request = hands.request();
    Request.Errand errand = request.errand();
    boolean removed = request.act().filter(Phase.Act.REMOVE::equals).isPresent();
    Optional<Seen> target = request.target();
    request.done();
    if (errand == Request.Errand.VOLUME) {
      progress.volumeMade();
      progress.unblocked();
    } else if (errand == Request.Errand.SECRETS) {
      progress.secretsGiven(done.token());
      progress.unblocked();
    }
    done.seen().ifPresent(world.containers()::note);
    if (removed) {
      target.ifPresent(gone -> world.containers().gone(gone.name(), gone.id()));
    }
  }

  private void failed(EngineEvent.Failed failed, World world, Now now) {
    Request request = hands.request();
    boolean starting = hands.starting();
    Optional<Seen> target = request.target();
    request.failed(now);
    switch (failed.failure()) {
      case NO_CONTAINER -> {
        target.ifPresent(gone -> world.containers().gone(gone.name(), gone.id()));
        request.done();
      }
      case VOLUME_MISSING, SECRET_MISSING -> progress.blockedBy(failed.problem());
      case IMAGE_MISSING, REFUSED -> {
        if (starting && assigned().isPresent()) {
          books.value(target).ifPresent(job -> runs.failed(job, failed.problem(), now));
          request.done();
        } else {
          progress.blockedBy(failed.problem());
        }
      }
      case NAME_TAKEN, AWAY -> world.containers().again(now);
    }
  }
}
