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
import viking.core.codec.Suggestion;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Grammar;
import viking.core.model.ImageRef;
import viking.core.model.Node;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.model.Rollout;
import viking.core.store.Range;
import viking.core.store.Snapshot;

/** Further releases of what is deployed: restarted, or as it was before. */
final class Releases {
  private final Ground ground;
  private final NewRelease releases;

  Releases(Ground ground, NewRelease releases) {
    this.ground = ground;
    this.releases = releases;
  }

  CompletableFuture<Answer> restart(Request request) {
    String stack = Grammar.NAME.check("stack", request.variable("stack"));
    JsonNode body = Written.read(request.body(), "the body", Set.of("nodes", "by"));
    List<String> named = Written.names(body, "nodes");
    String by = By.check(body.path("by").asText(""));
    return releases
        .make(stack, now -> Accept.of(now, restarted(now, named, by, ground.at())))
        .thenApply(
            accepted -> {
              List<String> nodes = restartedIn(accepted.acceptance().release());
              return Answer.ok(
                  out -> {
                    out.writeStartObject();
                    out.writeNumberField("release", accepted.number());
                    out.writeStringField(
                        "done",
                        "release "
                            + accepted.number()
                            + " restarts "
                            + String.join(", ", nodes)
                            + (named.isEmpty() ? "; services only when they are named" : ""));
                    out.writeArrayFieldStart("nodes");
                    for (String node : nodes) {
                      out.writeString(node);
                    }
                    out.writeEndArray();
                    out.writeEndObject();
                  });
            });
  }

  CompletableFuture<Answer> rollback(Request request) {
    String stack = Grammar.NAME.check("stack", request.variable("stack"));
    JsonNode body = Written.read(request.body(), "the body", Set.of("to", "by"));
    JsonNode to = body.path("to");
    if (!to.isMissingNode() && !(to.isInt() && to.intValue() > 0)) {
      throw new BadInput("'to' is not the number of a release");
    }
    OptionalInt number = to.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(to.intValue());
    String by = By.check(body.path("by").asText(""));
    return ground
        .present(stack)
        .thenCompose(now -> ground.read(keys(imagesOf(target(now, number)))))
        .thenCompose(
            held ->
                releases.make(
                    stack, now -> Accept.of(now, rolledBack(now, number, held, by, ground.at()))))
        .thenApply(
            accepted ->
                Answer.ok(
                    out -> {
                      Release made = accepted.acceptance().release();
                      out.writeStartObject();
                      out.writeNumberField("release", made.number());
                      out.writeNumberField("of", made.of());
                      out.writeStringField(
                          "done",
                          "release " + made.number() + " of " + stack + " repeats " + made.of());
                      out.writeArrayFieldStart("notes");
                      for (String note : accepted.acceptance().notes()) {
                        out.writeString(note);
                      }
                      out.writeEndArray();
                      out.writeEndObject();
                    }));
  }

  static Release restarted(Present now, List<String> named, String by, String at) {
    Release before = now.deployed();
    Map<String, Node> nodes = before.stack().nodes();
    for (String name : named) {
      Node node = Optional.ofNullable(nodes.get(name)).orElseThrow(() -> unknown(now, name, nodes));
      if (!node.standing()) {
        throw Refusal.conflict(
            name + " does not run all the time, so that there is nothing to restart");
      }
    }
    List<String> wanted =
        named.isEmpty()
            ? nodes.entrySet().stream()
                .filter(each -> each.getValue().standing() && !each.getValue().service())
                .map(Map.Entry::getKey)
                .toList()
            : named;
    if (wanted.isEmpty()) {
      throw Refusal.conflict(
          "nothing of " + now.stack() + " runs all the time but services: name those to restart");
    }
    Release next = NewRelease.further(now, before, Cause.RESTART, 0, by, at);
    Map<String, Integer> restarts = new TreeMap<>(before.restarts());
    wanted.forEach(node -> restarts.put(node, next.number()));
    return with(next, restarts);
  }

  private Release rolledBack(Present now, OptionalInt number, Snapshot held, String by, String at) {
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
  static Release rolledBack(Present now, Release target, String by, String at) {
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
    return with(next, restarts);
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
  static List<String> imagesOf(Release release) {
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

  private static List<String> restartedIn(Release release) {
    return release.restarts().entrySet().stream()
        .filter(each -> each.getValue() == release.number())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Release with(Release release, Map<String, Integer> restarts) {
    return new Release(
        release.stack(),
        release.number(),
        release.cause(),
        release.of(),
        release.by(),
        release.at(),
        release.images(),
        release.env(),
        release.secrets(),
        restarts);
  }

  static Refusal unknown(Present now, String name, Map<String, Node> nodes) {
    return Refusal.notFound(
        "there is no node '"
            + name
            + "' in "
            + now.stack()
            + Suggestion.of(name, nodes.keySet())
                .map(near -> ", did you mean '" + near + "'?")
                .orElse(""));
  }
}
