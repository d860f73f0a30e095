package viking.api.stack;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import viking.api.http.Refusal;
import viking.core.model.Release;
import viking.core.store.GuardedWrites;
import viking.core.store.Outcome;
import viking.core.store.Txn;

/**
 * Makes a further release of a stack, in one transaction. What came of a transaction that was not
 * answered is found out before anything is said: the same one is sent once more, and can be applied
 * only once.
 */
public final class NewRelease {
  private static final int TRIES = 4;

  private final Ground ground;

  public NewRelease(Ground ground) {
    this.ground = ground;
  }

  /** An accepted release, and the revision from which it is the current one. */
  record Accepted(Acceptance acceptance, long revision) {
    int number() {
      return acceptance.release().number();
    }
  }

  /** Made of whatever is current: when something comes in between it is decided anew. */
  CompletableFuture<Accepted> make(String stack, Function<Present, Acceptance> deciding) {
    return make(stack, deciding, TRIES);
  }

  private CompletableFuture<Accepted> make(
      String stack, Function<Present, Acceptance> deciding, int tries) {
    return ground
        .present(stack)
        .thenComposeAsync(now -> commit(now, deciding.apply(now)), ground.worker())
        .thenCompose(
            done ->
                done.isPresent()
                    ? CompletableFuture.completedFuture(done.get())
                    : again(stack, deciding, tries));
  }

  private CompletableFuture<Accepted> again(
      String stack, Function<Present, Acceptance> deciding, int tries) {
    if (tries == 1) {
      throw Refusal.conflict(
          stack + " is being changed by others again and again; look and ask again");
    }
    return make(stack, deciding, tries - 1);
  }

  /** Made only of what was current at that revision; whoever was faster is named. */
  CompletableFuture<Accepted> makeOf(
      String stack, long revision, Function<Present, Acceptance> deciding) {
    return ground
        .present(stack)
        .thenComposeAsync(
            now -> {
              if (now.revision() != revision) {
                throw overtaken(now);
              }
              return commit(now, deciding.apply(now));
            },
            ground.worker())
        .thenCompose(
            done ->
                done.isPresent()
                    ? CompletableFuture.completedFuture(done.get())
                    : ground.present(stack).thenCompose(now -> late(now, revision, deciding)));
  }

  /** What was refused may have been so for a route or a setting: then it is decided once more. */
  private CompletableFuture<Accepted> late(
      Present now, long revision, Function<Present, Acceptance> deciding) {
    if (now.revision() != revision) {
      throw overtaken(now);
    }
    return makeOf(now.stack(), revision, deciding);
  }

  Refusal overtaken(Present now) {
    String ago = now.release().flatMap(release -> since(release.at())).map(Ago::words).orElse("");
    return Accept.overtaken(now, ago);
  }

  private CompletableFuture<Optional<Accepted>> commit(Present now, Acceptance acceptance) {
    return acceptance.again()
        ? CompletableFuture.completedFuture(Optional.of(new Accepted(acceptance, now.revision())))
        : commit(now.stack(), acceptance, false, TRIES)
            .thenCompose(
                done ->
                    done.isPresent() && now.current().isEmpty()
                        ? settled(now.stack(), done.get())
                        : CompletableFuture.completedFuture(done));
  }

  /**
   * A first release: what was set while it was on its way had no release to be compared with, and
   * comes with the next one. Whatever keeps that from being made, this one is accepted.
   */
  private CompletableFuture<Optional<Accepted>> settled(String stack, Accepted first) {
    Release made = first.acceptance().release();
    return ground
        .present(stack)
        .thenCompose(
            now ->
                now.variables().equals(made.env()) && now.versions().equals(made.secrets())
                    ? CompletableFuture.completedFuture(first)
                    : make(stack, later -> Accept.deploy(later, withSettings(later, made.by()))))
        .exceptionally(failure -> first)
        .thenApply(Optional::of);
  }

  private Release withSettings(Present now, String by) {
    return same(now, Release.Cause.ENV, by, ground.at()).withEnv(now.variables());
  }

  /** Nothing where a compare did not hold. */
  private CompletableFuture<Optional<Accepted>> commit(
      String stack, Acceptance acceptance, boolean inDoubt, int tries) {
    Txn txn = acceptance.txn();
    return ground
        .store()
        .commit(txn)
        .thenCompose(
            outcome ->
                switch (outcome.kind()) {
                  case APPLIED ->
                      CompletableFuture.completedFuture(
                          Optional.of(new Accepted(acceptance, outcome.revision())));
                  case REFUSED ->
                      inDoubt
                          ? look(stack, acceptance)
                          : CompletableFuture.completedFuture(Optional.empty());
                  case FAILED, UNKNOWN -> retry(stack, acceptance, outcome, inDoubt, tries);
                });
  }

  private CompletableFuture<Optional<Accepted>> retry(
      String stack, Acceptance acceptance, Outcome outcome, boolean inDoubt, int tries) {
    boolean doubt = inDoubt || outcome.kind() == Outcome.Kind.UNKNOWN;
    if (doubt && tries > 1) {
      return commit(stack, acceptance, true, tries - 1);
    }
    throw ground.unavailable(
        doubt ? "perhaps done, perhaps not, look before you ask again: " : "nothing was done: ",
        outcome.problem());
  }

  /** Of two that were sent alike one may have been applied. */
  private CompletableFuture<Optional<Accepted>> look(String stack, Acceptance acceptance) {
    String text = Accept.RELEASES.write(acceptance.release());
    return ground
        .present(stack)
        .thenApply(
            now ->
                acceptance.madeBy(now, text)
                    ? Accept.entry(now, acceptance.release().number())
                        .map(entry -> new Accepted(acceptance, entry.modified()))
                    : Optional.empty());
  }

  private Optional<Duration> since(String at) {
    try {
      return Optional.of(Duration.between(Instant.parse(at), ground.clock().instant()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Adds a release to a transaction of somebody's own. Secrets that are missing were so before. */
  public static void along(Present now, Release next, GuardedWrites writes) {
    Claims unused = Accept.add(now, next, writes);
  }

  /** The present release once more, to be changed. */
  public static Release same(Present now, Release.Cause cause, String by, String at) {
    return further(now, now.deployed(), cause, 0, by, at);
  }

  /** The content of one that is kept, as the next release; secrets are as they are now. */
  static Release further(
      Present now, Release content, Release.Cause cause, int of, String by, String at) {
    return content.repeated(now.next(), cause, of, by, at).withSecrets(now.versions());
  }
}
