package viking.api.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import viking.api.http.Answer;
import viking.api.http.Refusal;
import viking.api.http.Request;
import viking.core.model.Grammar;
import viking.core.model.Node;
import viking.core.model.Release;
import viking.core.model.Release.Cause;

/** A further release that is as the present one, with an order to restart nodes. */
final class Restarting {
  private final Ground ground;
  private final NewRelease releases;

  Restarting(Ground ground, NewRelease releases) {
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
        .thenApply(accepted -> told(accepted.acceptance().release(), named));
  }

  private static Answer told(Release made, List<String> named) {
    List<String> nodes = restartedIn(made);
    return Answer.ok(
        out -> {
          out.writeStartObject();
          out.writeNumberField("release", made.number());
          out.writeStringField(
              "done",
              "release "
                  + made.number()
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
  }

  private static Release restarted(Present now, List<String> named, String by, String at) {
    Release before = now.deployed();
    Map<String, Node> nodes = before.stack().nodes();
    for (String name : named) {
      Node node = Optional.ofNullable(nodes.get(name)).orElseThrow(() -> now.lacks(name));
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
    Release next = NewRelease.same(now, Cause.RESTART, by, at);
    Map<String, Integer> restarts = new TreeMap<>(before.restarts());
    wanted.forEach(node -> restarts.put(node, next.number()));
    return next.withRestarts(restarts);
  }

  private static List<String> restartedIn(Release release) {
    return release.restarts().entrySet().stream()
        .filter(each -> each.getValue() == release.number())
        .map(Map.Entry::getKey)
        .toList();
  }
}
