package viking.slave.deploy;

import java.time.Duration;
import java.util.Optional;
import viking.core.model.JobId;
import viking.slave.container.Seen;

/** The way down: withdraw, drain, stop, remove, and delete the job's keys, in this order. */
final class Descent {
  private final JobId id;
  private final Place place;
  private final Books books;
  private final Hands hands;
  private final Vitals vitals;

  Descent(JobId id, Place place, Books books, Hands hands, Vitals vitals) {
    this.id = id;
    this.place = place;
    this.books = books;
    this.hands = hands;
    this.vitals = vitals;
  }

  long step(Ascent.Pass pass, Optional<Seen> seen) {
    Progress progress = pass.progress();
    if (!progress.withdrawn()) {
      return withdraw(pass, seen);
    }
    if (progress.drained() != Long.MIN_VALUE && !pass.now().reached(progress.drained())) {
      return progress.drained();
    }
    if (seen.filter(container -> pass.world().owns(container)).isPresent()) {
      hands.dismantle(pass.now(), seen, "it has been taken away", pass.out());
    } else if (!hands.request().busy() && books.current() && pass.world().online()) {
      if (progress.mustAskAgain()) {
        // What is left to say depends on whether the job is still wanted now.
        books.distrust();
        return books.step(pass.now(), true, pass.out());
      }
      books.close(pass.now(), pass.out());
    }
    return hands.request().wakeAt(pass.now());
  }

  /** Nothing stops before the store has taken the withdrawal: without it, all stays as it is. */
  private long withdraw(Ascent.Pass pass, Optional<Seen> seen) {
    if (!books.current() || !pass.world().online()) {
      return Long.MAX_VALUE;
    }
    boolean served = books.publisher().hasPorts();
    Wanted wanted = pass.wanted(id, place, books, vitals, seen);
    boolean said = books.publisher().says(wanted);
    if (said || (!served && pass.runs().isFinal())) {
      pass.progress().nowWithdrawn(pass.now());
      return step(pass, seen);
    }
    if (served) {
      pass.progress()
          .drains(books.value(seen).map(job -> job.stop().drain()).orElse(Duration.ZERO));
    }
    return books
        .publisher()
        .publish(books.assigned().orElseThrow(), wanted, pass.now(), pass.out());
  }
}
