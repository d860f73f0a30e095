package viking.api.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import viking.api.http.Answer;
import viking.api.http.Refusal;
import viking.api.http.Request;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Grammar;
import viking.core.model.ImageRef;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.model.Rollout;
import viking.core.store.Range;
import viking.core.store.Snapshot;

/** A further release that is as one before: what is there now turned out to be wrong. */
final class RollingBack {
  private final Ground ground;
  private final NewRelease releases;

  RollingBack(Ground ground, NewRelease releases) {
    this.ground = ground;
    this.releases = releases;
  }

  CompletableFuture<Answer> rollback(Request request) {
    String stack = Grammar.NAME.check("stack", request.variable("stack"));
    JsonNode body = Written.read(request.body(), "the body", Set.of("to", "by"));
    OptionalInt number = number(body.path("to"));
    String by = By.check(body.path("by").asText(""));
    return ground
        .present(stack)
        .thenCompose(now -> ground.read(keys(imagesOf(target(now, number)))))
        .thenCompose(
            held ->
                releases.make(
                    stack, now -> Accept.of(now, rolledBack(now, number, held, by, ground.at()))))
        .thenApply(accepted -> told(accepted.acceptance()));
  }

  private static OptionalInt number(JsonNode to) {
    if (to.isMissingNode()) {
      return OptionalInt.empty();
    }
    if (!to.isInt() || to.intValue() <= 0) {
      throw new BadInput("'to' is not the number of a release");
    }
    return OptionalInt.of(to.intValue());
  }

  private static Answer told(Acceptance acceptance) {
    Release made = acceptance.release();
    return Answer.ok(
        out -> {
          out.writeStartObject();
          out.writeNumberField("release", made.number());
          out.writeNumberField("of", made.of());
          out.writeStringField(
              "done", "release " + made.number() + " of " + made.name() + " repeats " + made.of());
          out.writeArrayFieldStart("notes");
          for (String note : acceptance.notes()) {
            out.writeString(note);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  private static Release rolledBack(
      Present now, OptionalInt number, Snapshot held, String by, String at) {
    Release target = target(now, number);
    List<String> missing =
        imagesOf(target).stream()
            .filter(key -> held.find(key).isEmpty())
            .map(key -> key.substring(KeySpace.IMAGE.prefix().length()))
            .toList();
    if (!missing.isEmpty()) {
      throw Refusal.conflict(
          "release "
              + target.number()
              + " of "
              + now.stack()
              + " needs "
              + String.join(", ", missing)
              + ", which is kept no more: deploy its files again");
    }
    return rolledBack(now, target, by, at);
  }

  /** Services go on as they are: what restarted them last is not undone. */
  private static Release rolledBack(Present now, Release target, String by, String at) {
    Release next = NewRelease.further(now, target, Cause.ROLLBACK, target.number(), by, at);
    Map<String, Integer> restarts = new TreeMap<>(target.restarts());
    target
        .stack()
        .nodes()
        .forEach(
            (name, node) -> {
              if (node.service()) {
                Optional<Integer> last = now.release().map(release -> release.restarts().get(name));
                last.ifPresentOrElse(n -> restarts.put(name, n), () -> restarts.remove(name));
              }
            });
    return next.withRestarts(restarts);
  }

  /** The release to go back to. */
  static Release target(Present now, OptionalInt number) {
    Release current = now.deployed();
    if (number.isEmpty()) {
      return before(now, current);
    }
    int wanted = number.getAsInt();
    if (wanted == current.number()) {
      throw Refusal.conflict("release " + wanted + " of " + now.stack() + " is the present one");
    }
    return now.release(wanted)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "there is no release "
                        + wanted
                        + " of "
                        + now.stack()
                        + "; 'viking history "
                        + now.stack()
                        + "' lists what is kept"));
  }

  /** The last that was wholly ready, and is another one than what runs. */
  private static Release before(Present now, Release current) {
    Optional<Rollout> rollout = now.rollout().filter(r -> r.release() == current.number());
    int good = rollout.map(Rollout::good).orElse(0);
    if (good > 0
        && good < current.number()
        && now.release(good).isPresent()
        && !same(now.release(good).get(), current)) {
      return now.release(good).get();
    }
    List<Integer> numbers = new ArrayList<>(now.releases().keySet());
    for (int i = numbers.size() - 1; i >= 0; i--) {
      int number = numbers.get(i);
      Optional<Release> release = now.release(number).filter(r -> number < current.number());
      if (release.isPresent() && !fallen(now, number) && !same(release.get(), current)) {
        return release.get();
      }
    }
    throw Refusal.conflict(
        "no release of "
            + now.stack()
            + " that differs from the present one was ever wholly ready; 'viking history "
            + now.stack()
            + "' lists them, and 'viking rollback "
            + now.stack()
            + " N' takes any");
  }

  /** Whether it failed, or had not come to its end when another one came. */
  private static boolean fallen(Present now, int number) {
    return now.rollout().filter(rollout -> rollout.fallen().containsKey(number)).isPresent();
  }

  private static boolean same(Release one, Release other) {
    return one.stack().equals(other.stack())
        && one.images().equals(other.images())
        && one.env().equals(other.env());
  }

  /** The keys of its images in the imagebank. */
  private static List<String> imagesOf(Release release) {
    return release.images().values().stream()
        .distinct()
        .map(ImageRef::of)
        .flatMap(Optional::stream)
        .map(Keys::image)
        .collect(ImmutableList.toImmutableList());
  }

  /** To be read; one that is there in any case, so that there is something to read. */
  private static List<Range> keys(List<String> images) {
    return images.isEmpty()
        ? List.of(Range.key(Keys.leader()))
        : images.stream().map(Range::key).toList();
  }
}
