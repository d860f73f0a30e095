package viking.api.stack;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.Lists;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import viking.api.http.Answer;
import viking.api.http.Refusal;
import viking.api.http.Request;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Grammar;
import viking.core.model.Release;
import viking.core.model.Rollout;
import viking.core.model.Rollout.Phase;
import viking.core.store.Entry;
import viking.core.store.Range;

/** The releases there have been, newest first. */
final class History {
  private final Ground ground;

  History(Ground ground) {
    this.ground = ground;
  }

  CompletableFuture<Answer> all(Request request) {
    String stack = Grammar.NAME.check("stack", request.variable("stack"));
    return ground.present(stack).thenApplyAsync(History::list, ground.worker());
  }

  /** The very value that was written. */
  CompletableFuture<Answer> one(Request request) {
    String stack = Grammar.NAME.check("stack", request.variable("stack"));
    String text = request.variable("release");
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new BadInput("release '" + text + "' is no number");
    }
    String key = Keys.release(stack, Integer.parseInt(text));
    return ground
        .read(List.of(Range.key(key)))
        .thenApply(
            found -> {
              Entry entry =
                  found
                      .find(key)
                      .orElseThrow(
                          () ->
                              Refusal.notFound(
                                  "there is no release " + text + " of " + stack + " any more"));
              byte[] bytes = (entry.value() + "\n").getBytes(StandardCharsets.UTF_8);
              return new Answer(200, "application/json", bytes, Map.of());
            });
  }

  static Answer list(Present now) {
    if (now.current().isEmpty() && now.releases().isEmpty()) {
      throw Refusal.notFound("there is no stack '" + now.stack() + "'");
    }
    return Answer.ok(
        out -> {
          out.writeStartObject();
          out.writeStringField("stack", now.stack());
          out.writeArrayFieldStart("releases");
          for (int number : Lists.reverse(List.copyOf(now.releases().keySet()))) {
            Optional<Release> release = now.release(number);
            if (release.isPresent()) {
              write(out, now, release.get());
            }
          }
          out.writeEndArray();
          out.writeArrayFieldStart("notes");
          for (String note : now.release().map(it -> Pending.of(now, it)).orElse(List.of())) {
            out.writeString(note);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private static void write(JsonGenerator out, Present now, Release release) throws IOException {
    boolean current = now.release().filter(r -> r.number() == release.number()).isPresent();
    out.writeStartObject();
    out.writeNumberField("release", release.number());
    out.writeStringField("cause", release.cause().name().toLowerCase(Locale.ROOT));
    out.writeNumberField("of", release.of());
    out.writeStringField("by", release.by());
    out.writeStringField("at", release.at());
    out.writeStringField("comment", release.stack().comment());
    out.writeBooleanField("current", current);
    out.writeStringField("phase", phase(now, release, current));
    out.writeEndObject();
  }

  /** Of earlier ones those are told apart that failed, or that another one overtook. */
  private static String phase(Present now, Release release, boolean current) {
    Optional<Rollout> rollout = now.rollout();
    if (!current) {
      Optional<Phase> fallen = rollout.map(known -> known.fallen().get(release.number()));
      boolean passed = rollout.filter(known -> known.release() > release.number()).isPresent();
      return passed && fallen.isEmpty()
          ? name(Phase.DONE)
          : fallen.filter(Phase.FAILED::equals).map(History::name).orElse("overtaken");
    }
    return name(
        rollout
            .filter(known -> known.release() == release.number())
            .map(Rollout::phase)
            .orElse(Phase.ROLLING));
  }

  private static String name(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
