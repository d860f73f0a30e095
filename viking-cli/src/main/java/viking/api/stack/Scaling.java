package viking.api.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import viking.api.http.Answer;
import viking.api.http.Refusal;
import viking.api.http.Request;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Grammar;
import viking.core.model.Node;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.GuardedWrites;
import viking.core.store.Outcome;
import viking.core.store.Txn;

/** Sets how many instances nodes are to have, whatever the file says, until it says another. */
final class Scaling {
  private static final int MOST = 1000;

  private final Ground ground;

  Scaling(Ground ground) {
    this.ground = ground;
  }

  CompletableFuture<Answer> put(Request request) {
    String stack = Grammar.NAME.check("stack", request.variable("stack"));
    JsonNode body = Written.read(request.body(), "the body", Set.of("scale", "by"));
    Map<String, Integer> scale = counts(body.path("scale"));
    return ground
        .present(stack)
        .thenComposeAsync(
            now ->
                ground
                    .store()
                    .commit(txn(now, scale))
                    .thenApply(outcome -> answer(stack, scale, outcome)),
            ground.worker());
  }

  private Answer answer(String stack, Map<String, Integer> scale, Outcome outcome) {
    return switch (outcome.kind()) {
      case APPLIED -> told(stack, scale);
      case REFUSED -> throw Refusal.conflict(stack + " has changed meanwhile; look and ask again");
      case FAILED -> throw ground.unavailable("nothing was done: ", outcome.problem());
      case UNKNOWN ->
          throw ground.unavailable(
              "perhaps done, perhaps not, look before you ask again: ", outcome.problem());
    };
  }

  private static Answer told(String stack, Map<String, Integer> scale) {
    String counts =
        scale.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(" "));
    return Answer.ok(
        out -> {
          out.writeStartObject();
          out.writeStringField("done", stack + " is to have " + counts);
          out.writeObjectFieldStart("scale");
          for (Map.Entry<String, Integer> each : scale.entrySet()) {
            out.writeNumberField(each.getKey(), each.getValue());
          }
          out.writeEndObject();
          out.writeEndObject();
        });
  }

  static Txn txn(Present now, Map<String, Integer> scale) {
    Map<String, Node> nodes = now.deployed().stack().nodes();
    GuardedWrites writes = new GuardedWrites();
    writes.when(Compare.modified(Keys.stack(now.stack()), now.revision()));
    scale.forEach(
        (name, count) -> {
          Node node = Optional.ofNullable(nodes.get(name)).orElseThrow(() -> now.lacks(name));
          if (!node.standing()) {
            throw Refusal.conflict(
                name
                    + (node.website()
                        ? " is a website: its files are served by every front, nothing is scaled"
                        : " runs to its end, so that there is nothing to scale"));
          }
          String key = Keys.scale(now.id(name));
          long modified =
              Optional.ofNullable(now.scales().get(name)).map(Entry::modified).orElse(0L);
          writes.put(key, Integer.toString(count), modified);
        });
    return writes.txn();
  }

  private static Map<String, Integer> counts(JsonNode object) {
    Map<String, Integer> scale = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : object.properties()) {
      int count = each.getValue().isInt() ? each.getValue().intValue() : -1;
      if (count < 0 || count > MOST) {
        throw new BadInput(
            "scale of " + each.getKey() + ": " + each.getValue() + " is not 0 to " + MOST);
      }
      scale.put(each.getKey(), count);
    }
    if (scale.isEmpty() || scale.size() > 100) {
      throw new BadInput("'scale' is to name 1 to 100 nodes, each with its count");
    }
    return scale;
  }
}
