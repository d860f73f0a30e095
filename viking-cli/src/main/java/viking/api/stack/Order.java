package viking.api.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import viking.core.codec.StackCodec;
import viking.core.model.BadInput;
import viking.core.model.Stack;

/**
 * What is to be deployed or planned, as it was sent.
 *
 * @param onlyIf the revision that the present release must have
 * @param contexts by what the stack calls them: where they were unpacked, or for a plan their
 *     digest
 */
record Order(
    Stack stack,
    String by,
    OptionalLong onlyIf,
    Map<String, String> contexts,
    Map<String, String> sites,
    boolean fresh) {
  private static final StackCodec STACKS = new StackCodec();
  private static final Set<String> FIELDS =
      Set.of("stack", "by", "if_revision", "contexts", "sites", "fresh");

  Order {
    contexts = ImmutableMap.copyOf(contexts);
    sites = ImmutableMap.copyOf(sites);
  }

  /** {@code what} names the text in complaints. */
  static Order read(byte[] bytes, String what, String stack) {
    JsonNode all = Written.read(bytes, what, FIELDS);
    if (!all.path("stack").isObject()) {
      throw new BadInput(what + " has no 'stack'");
    }
    Stack read = STACKS.read(all.get("stack").toString());
    if (!read.name().equals(stack)) {
      throw new BadInput(
          what + " is of stack '" + read.name() + "', and is sent to be '" + stack + "'");
    }
    JsonNode revision = all.path("if_revision");
    if (!revision.isMissingNode() && !revision.canConvertToLong()) {
      throw new BadInput(what + ": 'if_revision' is not a number");
    }
    return new Order(
        read,
        By.check(all.path("by").asText("")),
        revision.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(revision.longValue()),
        map(all.path("contexts"), what, "contexts"),
        map(all.path("sites"), what, "sites"),
        all.path("fresh").asBoolean(false));
  }

  private static Map<String, String> map(JsonNode node, String what, String name) {
    Map<String, String> all = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      if (!each.getValue().isTextual()) {
        throw new BadInput(what + ": '" + name + "." + each.getKey() + "' is not text");
      }
      all.put(each.getKey(), each.getValue().textValue());
    }
    return all;
  }
}
