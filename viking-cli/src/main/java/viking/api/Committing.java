package viking.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import viking.api.http.Answer;
import viking.api.http.Refusal;
import viking.core.store.Compare;
import viking.core.store.Outcome;
import viking.core.store.Store;
import viking.core.store.Txn;
import viking.core.store.Write;

/** Carries an order out in one transaction, and tells what became of it. */
final class Committing {
  private final Store store;
  private final Readings readings;

  Committing(Store store, Readings readings) {
    this.store = store;
    this.readings = readings;
  }

  /** {@code done} is said when it is, {@code changed} when something else came first. */
  CompletableFuture<Answer> commit(
      List<Compare> compares, List<Write> writes, String done, String changed) {
    return store
        .commit(new Txn(compares, writes))
        .thenApply(outcome -> answer(outcome, done, changed));
  }

  /** The same for a first step; the revision at which it was taken. */
  CompletableFuture<Long> begin(List<Compare> compares, List<Write> writes, String changed) {
    return store
        .commit(new Txn(compares, writes))
        .thenApply(outcome -> applied(outcome, changed).revision());
  }

  private Answer answer(Outcome outcome, String done, String changed) {
    Outcome unused = applied(outcome, changed);
    return Answer.done(done);
  }

  private Outcome applied(Outcome outcome, String changed) {
    return switch (outcome.kind()) {
      case APPLIED -> outcome;
      case REFUSED ->
          throw Refusal.conflict(changed + " has changed meanwhile; look and ask again");
      case FAILED ->
          throw Refusal.unavailable("nothing was done: " + readings.silence(outcome.problem()));
      case UNKNOWN ->
          throw Refusal.unavailable(
              "perhaps done, perhaps not, look before you ask again: "
                  + readings.silence(outcome.problem()));
    };
  }
}
