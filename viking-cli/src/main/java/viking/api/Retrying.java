package viking.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import viking.api.http.Answer;
import viking.api.http.Refusal;
import viking.api.http.Request;
import viking.api.view.JobOutline;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.Status;
import viking.core.store.Compare;
import viking.core.store.Write;

/** Has a job tried again: by its host's slave, or as a new life where it has come to its end. */
final class Retrying {
  private final LocalHost local;
  private final Readings readings;
  private final Committing committing;
  private final Forwarding forwarding;

  Retrying(LocalHost local, Readings readings, Committing committing, Forwarding forwarding) {
    this.local = local;
    this.readings = readings;
    this.committing = committing;
    this.forwarding = forwarding;
  }

  CompletableFuture<Answer> post(Request request) {
    JobId id = JobId.parse(request.variable("id"));
    Body.read(request.body(), Set.of());
    boolean forwarded = request.header(Forwarding.HEADER).isPresent();
    return readings.then(reading -> retry(reading, id, forwarded));
  }

  private CompletableFuture<Answer> retry(Reading reading, JobId id, boolean forwarded) {
    JobOutline job = new JobOutline(Known.job(reading.state(), id));
    Optional<Status> status = job.status();
    if (job.facts().proc().isEmpty()) {
      throw Refusal.conflict(id + " is being taken away; there is nothing to retry");
    }
    if (job.job().isEmpty()) {
      throw Refusal.conflict(id + " cannot be run: " + job.message() + "; put a better value");
    }
    if (status.isEmpty()) {
      throw Refusal.conflict(id + " is new: nothing has failed yet");
    }
    return switch (status.get().state()) {
      case DONE, FAILED -> newLife(reading, id);
      case BACKOFF, BLOCKED, STARTING ->
          job.assignedTo()
              .filter(host -> !status.get().host().isEmpty())
              .map(host -> tell(reading, id, host, forwarded))
              .orElseThrow(() -> waits(id, status.get()));
      case WAITING, LOST, REJECTED -> throw waits(id, status.get());
      case RUNNING ->
          throw Refusal.conflict(
              id + " runs on " + status.get().host() + "; there is nothing to retry");
      case STOPPING ->
          throw Refusal.conflict(
              id
                  + " is being stopped on "
                  + status.get().host()
                  + "; there is nothing to retry yet");
    };
  }

  private static Refusal waits(JobId id, Status status) {
    String why = status.message().isEmpty() ? "for a place" : "for a place: " + status.message();
    return Refusal.conflict(
        id + " waits " + why + "; it is looked at again by itself, there is nothing to retry");
  }

  private CompletableFuture<Answer> newLife(Reading reading, JobId id) {
    String key = Keys.proc(id);
    return committing.commit(
        List.of(Compare.modified(key, reading.modified(key))),
        reading.entry(key).stream().map(entry -> Write.put(key, entry.value())).toList(),
        id + " begins anew: it is placed and run as if it had just been put",
        id.toString());
  }

  private CompletableFuture<Answer> tell(
      Reading reading, JobId id, String host, boolean forwarded) {
    if (host.equals(local.self().name())) {
      local.retry(id);
      return CompletableFuture.completedFuture(
          Answer.done(host + " starts " + id + " again without waiting longer"));
    }
    if (forwarded) {
      throw Refusal.unavailable(
          id + " is not on " + local.self().name() + " but on " + host + " by now; ask again");
    }
    return reading
        .state()
        .host(host)
        .map(known -> forwarding.retry(id, known))
        .orElseThrow(
            () -> Refusal.unavailable(host + ", where " + id + " is, is lost and cannot be told"));
  }
}
