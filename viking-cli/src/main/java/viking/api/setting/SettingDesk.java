package viking.api.setting;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import viking.api.http.Answer;
import viking.api.http.Refusal;
import viking.api.http.Request;
import viking.api.http.Route;
import viking.core.key.KeySpace;
import viking.core.model.Grammar;
import viking.core.model.Release;
import viking.core.secret.SecretBox;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Store;
import viking.core.store.StoreUnavailable;

/** Answers what is asked of env and secrets. Orders that meet another's change look again. */
public final class SettingDesk {
  private static final int TRIES = 4;

  private final Store store;
  private final Supplier<SecretBox> boxes;
  private final Function<String, String> silence;
  private final Clock clock;
  private final Executor worker;

  /**
   * @param boxes with the keys as they stand at the time
   * @param silence what is said when etcd says nothing, and why
   * @param worker where what has been read is thought about
   */
  public SettingDesk(
      Store store,
      Supplier<SecretBox> boxes,
      Function<String, String> silence,
      Clock clock,
      Executor worker) {
    this.store = store;
    this.boxes = boxes;
    this.silence = silence;
    this.clock = clock;
    this.worker = worker;
  }

  /** Not every client can say PATCH: POST is the same. */
  public List<Route> routes() {
    String env = "/v1/stacks/{stack}/env";
    String secret = "/v1/stacks/{stack}/secrets/{name}";
    return List.of(
        Route.get(env, this::env),
        Route.of("PATCH", env, this::changeEnv),
        Route.of("POST", env, this::changeEnv),
        Route.get("/v1/stacks/{stack}/secrets", this::secrets),
        Route.of("PUT", secret, this::setSecret),
        Route.of("DELETE", secret, this::removeSecret));
  }

  private CompletableFuture<Answer> env(Request request) {
    String stack = stack(request);
    return read(Held.rangesOfEnv(stack))
        .thenApplyAsync(
            snapshot -> {
              Held held = Held.of(stack, snapshot);
              Optional<Release> release = held.release();
              return Answer.ok(
                  out -> {
                    out.writeStartObject();
                    out.writeStringField("stack", stack);
                    if (release.isPresent()) {
                      out.writeNumberField("release", release.get().number());
                    }
                    out.writeObjectFieldStart("env");
                    for (Map.Entry<String, String> each : held.values().entrySet()) {
                      out.writeStringField(each.getKey(), each.getValue());
                    }
                    out.writeEndObject();
                    out.writeEndObject();
                  });
            },
            worker);
  }

  private CompletableFuture<Answer> changeEnv(Request request) {
    String stack = stack(request);
    EnvChange change = EnvChange.of(Asked.of(request.body(), Set.of("set", "unset", "by")));
    return carryOut(
        Held.ranges(stack), snapshot -> change.on(Held.of(stack, snapshot), at()), stack, TRIES);
  }

  private CompletableFuture<Answer> secrets(Request request) {
    String stack = stack(request);
    return read(Held.ranges(stack))
        .thenApplyAsync(
            snapshot -> new SecretList(Held.of(stack, snapshot), boxes.get()).answer(), worker);
  }

  private CompletableFuture<Answer> setSecret(Request request) {
    String stack = stack(request);
    SecretChange change =
        SecretChange.of(
            request.variable("name"), Asked.of(request.body(), Set.of("value", "by", "force")));
    return carryOut(
        Held.rangesWithAllSecrets(stack),
        snapshot -> {
          List<Entry> secrets =
              snapshot.entries().stream()
                  .filter(entry -> entry.key().startsWith(KeySpace.SECRET.prefix()))
                  .toList();
          return change.on(Held.of(stack, snapshot), secrets, boxes.get(), at());
        },
        stack,
        TRIES);
  }

  private CompletableFuture<Answer> removeSecret(Request request) {
    String stack = stack(request);
    String name = request.variable("name");
    Asked.of(request.body(), Set.of("by"));
    return carryOut(
        Held.ranges(stack),
        snapshot -> SecretChange.removal(Held.of(stack, snapshot), name),
        stack,
        TRIES);
  }

  /** Reads, decides, writes; what came in between is looked at again. */
  private CompletableFuture<Answer> carryOut(
      List<Range> ranges, Function<Snapshot, Change> deciding, String stack, int tries) {
    return read(ranges)
        .thenApplyAsync(deciding, worker)
        .thenCompose(
            change -> {
              if (change.txn().writes().isEmpty()) {
                return CompletableFuture.completedFuture(answer(change));
              }
              return store
                  .commit(change.txn())
                  .thenCompose(
                      outcome ->
                          outcome.kind() == Outcome.Kind.REFUSED && tries > 1
                              ? carryOut(ranges, deciding, stack, tries - 1)
                              : CompletableFuture.completedFuture(answer(change, outcome, stack)));
            });
  }

  private Answer answer(Change change, Outcome outcome, String stack) {
    return switch (outcome.kind()) {
      case APPLIED -> answer(change);
      case REFUSED ->
          throw Refusal.conflict(
              stack + " is being changed by others again and again; look and ask again");
      case FAILED ->
          throw Refusal.unavailable("nothing was done: " + silence.apply(outcome.problem()));
      case UNKNOWN ->
          throw Refusal.unavailable(
              "perhaps done, perhaps not, look before you ask again: "
                  + silence.apply(outcome.problem()));
    };
  }

  private static Answer answer(Change change) {
    return Answer.ok(
        out -> {
          out.writeStartObject();
          out.writeStringField("done", change.done());
          if (change.release().isPresent()) {
            out.writeNumberField("release", change.release().getAsInt());
          }
          out.writeEndObject();
        });
  }

  private CompletableFuture<Snapshot> read(List<Range> ranges) {
    return store
        .read(ranges)
        .exceptionally(
            failure -> {
              Throwable cause =
                  failure instanceof CompletionException ? failure.getCause() : failure;
              if (cause instanceof StoreUnavailable) {
                throw Refusal.unavailable(silence.apply(cause.getMessage()));
              }
              throw new CompletionException(cause);
            });
  }

  private String at() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String stack(Request request) {
    return Grammar.NAME.check("stack", request.variable("stack"));
  }
}
