package viking.api;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import viking.api.http.Answer;
import viking.api.http.Request;
import viking.api.view.DrainView;
import viking.core.codec.CordonCodec;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Cordon;
import viking.core.model.Grammar;
import viking.core.store.Compare;
import viking.core.store.Write;

/** Keeps new jobs from a host, and lets them come again. */
final class Cordoning {
  private static final CordonCodec CODEC = new CordonCodec();
  private static final int LONGEST_REASON = 500;

  private final Readings readings;
  private final Committing committing;
  private final String by;
  private final Clock clock;

  Cordoning(Readings readings, Committing committing, String by, Clock clock) {
    this.readings = readings;
    this.committing = committing;
    this.by = by;
    this.clock = clock;
  }

  CompletableFuture<Answer> put(Request request) {
    String host = Grammar.HOSTNAME.check("host", request.variable("name"));
    Map<String, String> body =
        Body.read(request.body(), Set.of("reason", "drain"), Set.of("drain"));
    String reason = body.getOrDefault("reason", "").strip();
    Optional<Boolean> drain = Optional.ofNullable(body.get("drain")).map(Boolean::valueOf);
    if (reason.length() > LONGEST_REASON) {
      throw new BadInput("'reason' is longer than " + LONGEST_REASON + " characters");
    }
    return readings.then(
        reading -> {
          Known.host(reading.state(), host);
          return put(reading, host, reason, drain);
        });
  }

  private CompletableFuture<Answer> put(
      Reading reading, String host, String reason, Optional<Boolean> wanted) {
    // Who empties a host wants that still, whatever else is said of it.
    boolean before = reading.state().cordon(host).filter(Cordon::drain).isPresent();
    boolean drain = wanted.orElse(before);
    String at = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    String key = Keys.cordon(host);
    return committing.commit(
        List.of(Compare.modified(key, reading.modified(key))),
        List.of(Write.put(key, CODEC.write(new Cordon(drain, reason, by, at)))),
        host
            + " takes no new jobs"
            + (wanted.orElse(false) ? " and is emptied" : "")
            + (reason.isEmpty() ? "" : ": " + reason),
        "the cordon of " + host);
  }

  /** What is left on a host, whether or not it is being emptied. */
  CompletableFuture<Answer> drain(Request request) {
    String host = Grammar.HOSTNAME.check("host", request.variable("name"));
    return readings.now(
        reading -> {
          Known.host(reading.state(), host);
          return Answer.ok(out -> DrainView.write(out, reading.state(), host));
        });
  }

  CompletableFuture<Answer> delete(Request request) {
    String host = Grammar.HOSTNAME.check("host", request.variable("name"));
    Body.read(request.body(), Set.of());
    return readings.then(reading -> delete(reading, host));
  }

  private CompletableFuture<Answer> delete(Reading reading, String host) {
    String key = Keys.cordon(host);
    Optional<Long> modified = reading.entry(key).stream().map(e -> e.modified()).findFirst();
    if (modified.isEmpty()) {
      Known.host(reading.state(), host);
      return CompletableFuture.completedFuture(Answer.done(host + " was not cordoned"));
    }
    return committing.commit(
        List.of(Compare.modified(key, modified.get())),
        List.of(Write.delete(key)),
        host + " takes new jobs again",
        "the cordon of " + host);
  }
}
