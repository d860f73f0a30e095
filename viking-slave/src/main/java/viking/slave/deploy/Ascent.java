package viking.slave.deploy;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.state.Versioned;
import viking.slave.container.Phase;
import viking.slave.container.Seen;
import viking.slave.volume.Volumes;

/** The way up: from an assignment to a container that runs, and runs again when it has ended. */
final class Ascent {
  private static final int EXIT_UNKNOWN = 255;
  private static final String VANISHED = "vanished:";
  private static final String GONE = "its container vanished";

  private final JobId id;
  private final Place place;
  private final Books books;
  private final Hands hands;
  private final Vitals vitals;

  Ascent(JobId id, Place place, Books books, Hands hands, Vitals vitals) {
    this.id = id;
    this.place = place;
    this.books = books;
    this.hands = hands;
    this.vitals = vitals;
  }

  /** What the pass works with besides what stays. */
  record Pass(Now now, World world, Runs runs, Progress progress, Consumer<Effect> out) {
    Wanted wanted(JobId id, Place place, Books books, Vitals vitals, Optional<Seen> seen) {
      Telling telling =
          new Telling(id, place, books.assigned().orElseThrow(), runs, vitals, progress.blocked());
      return telling.wanted(
          seen.filter(books::isFor), books.publisher().status(), progress.withdrawn(), now);
    }
  }

  long step(Pass pass, Optional<Seen> seen) {
    Phase phase = seen.map(Seen::phase).orElse(Phase.ABSENT);
    if (phase == Phase.RUNNING) {
      return watch(pass, seen.get());
    }
    if (pass.runs().isFinal() || !hands.free(pass.now())) {
      return Long.MAX_VALUE;
    }
    return phase == Phase.ABSENT ? create(pass) : start(pass, seen.get());
  }

  private long watch(Pass pass, Seen seen) {
    pass.progress().unblocked();
    if (vitals.hopeless() && hands.free(pass.now())) {
      vitals.kill(seen.run());
      hands.stop(seen, "unhealthy: " + vitals.output(), pass.out());
      return Long.MAX_VALUE;
    }
    return vitals.step(seen, pass.now(), pass.out());
  }

  private long start(Pass pass, Seen seen) {
    Job job = books.value(Optional.of(seen)).orElseThrow();
    if (seen.phase() == Phase.EXITED && !pass.runs().counted(seen.run())) {
      return Long.MAX_VALUE;
    }
    if (!pass.runs().mayStart(pass.now())) {
      return pass.runs().startAfter();
    }
    boolean ready = !job.oneOff() || setDown(pass, Optional.of(seen));
    if (ready && secretsReady(pass, job) && hasRoom(pass, job)) {
      pass.progress().secretsUnsure();
      hands.start(seen, pass.out());
    }
    return Long.MAX_VALUE;
  }

  private long create(Pass pass) {
    if (!books.current() || !pass.world().online()) {
      return Long.MAX_VALUE;
    }
    Reading known = books.reading().orElseThrow();
    Assigned deploy = books.assigned().orElseThrow();
    if (!known.assignedToUs(deploy.assignment(), place.hostId())) {
      if (known.ours(place.hostId())) {
        books.handBack(pass.now(), pass.out());
      } else {
        books.readLater(pass.now());
      }
      return Long.MAX_VALUE;
    }
    Optional<Job> value = books.assignedValue();
    if (value.isEmpty()) {
      return Long.MAX_VALUE;
    }
    Job job = value.get();
    if (job.oneOff() && !deploy.value().isEmpty()) {
      countVanished(pass, job);
      if (pass.runs().isFinal() || !setDown(pass, Optional.empty())) {
        return Long.MAX_VALUE;
      }
    }
    if (!pass.runs().mayStart(pass.now())) {
      return pass.runs().startAfter();
    }
    if (volumesReady(pass, job, known) && secretsReady(pass, job) && hasRoom(pass, job)) {
      pass.progress().volumesUnsure();
      hands.create(job, pass.world().cluster(), deploy.assignment(), pass.out());
    }
    return Long.MAX_VALUE;
  }

  private boolean hasRoom(Pass pass, Job job) {
    pass.progress().blockedBy(pass.world().room().refuses(id, job).orElse(""));
    boolean room = pass.progress().blocked().isEmpty();
    if (room) {
      pass.world().room().starting(id, job);
    }
    return room;
  }

  /**
   * What may run only so often begins only when the store says all that has been so far: then no
   * later process can take it for less.
   */
  private boolean setDown(Pass pass, Optional<Seen> seen) {
    return books.current()
        && !books.assigned().orElseThrow().value().isEmpty()
        && books.publisher().says(pass.wanted(id, place, books, vitals, seen));
  }

  /**
   * It had a container, which may have run, and nobody knows how that ended: that was a run. It is
   * named by what was said last, which tells it from the next one that vanishes.
   */
  private void countVanished(Pass pass, Job job) {
    Optional<Status> told = books.publisher().status();
    String last = told.map(Status::run).orElse("");
    if (!last.startsWith(VANISHED)) {
      String run = VANISHED + told.map(Status::runs).orElse(0) + ":" + last;
      pass.runs().ended(run, EXIT_UNKNOWN, job, GONE, List.of(), pass.now());
    } else if (!pass.runs().counted(last)) {
      pass.runs().recallEnd(last, JobState.BACKOFF, told.get().exitCode(), GONE, List.of());
    }
  }

  private boolean secretsReady(Pass pass, Job job) {
    if (job.container().secrets().isEmpty() || pass.progress().secretsGiven()) {
      return true;
    }
    pass.progress().secretsAsked(hands.giveSecrets(job, pass.out()));
    return false;
  }

  private boolean volumesReady(Pass pass, Job job, Reading known) {
    if (!job.pinned()) {
      return true;
    }
    boolean pinnedHere =
        known
            .pin()
            .map(Versioned::value)
            .filter(pin -> pin.hostId().equals(place.hostId()))
            .isPresent();
    if (!pinnedHere) {
      pass.progress().blockedBy("its volume is not pinned to this host");
      return false;
    }
    List<String> volumes = List.copyOf(Volumes.of(id, job).values());
    int made = pass.progress().volumesMade();
    if (made < volumes.size()) {
      hands.ensureVolume(
          volumes.get(made), pass.world().cluster(), books.publisher().made(), pass.out());
      return false;
    }
    if (!books.publisher().made()) {
      books.publisher().putMade(books.assigned().orElseThrow(), pass.out());
      return false;
    }
    return true;
  }
}
