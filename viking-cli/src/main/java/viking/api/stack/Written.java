package viking.api.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import viking.core.codec.Suggestion;
import viking.core.model.BadInput;

/** JSON that people send, of fields that are known. */
final class Written {
  private static final int LONGEST_SUGGESTED = 64;
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Written() {}

  /** Nothing at all is an object without fields; {@code what} names it in complaints. */
  static JsonNode read(byte[] bytes, String what, Set<String> known) {
    JsonNode object = object(bytes, what);
    for (Map.Entry<String, JsonNode> each : object.properties()) {
      String name = each.getKey();
      if (!known.contains(name)) {
        String near =
            name.length() > LONGEST_SUGGESTED
                ? ""
                : Suggestion.of(name, known).map(n -> ", did you mean '" + n + "'?").orElse("");
        throw new BadInput(what + " has an unknown field '" + name + "'" + near);
      }
    }
    return object;
  }

  static List<String> names(JsonNode object, String field) {
    JsonNode list = object.path(field);
    if (!list.isMissingNode() && !list.isArray()) {
      throw new BadInput("'" + field + "' is not a list");
    }
    ImmutableList.Builder<String> all = ImmutableList.builder();
    for (JsonNode each : list) {
      if (!each.isTextual()) {
        throw new BadInput("'" + field + "' holds something else than text");
      }
      all.add(each.textValue());
    }
    return all.build();
  }

  private static JsonNode object(byte[] bytes, String what) {
    String text = new String(bytes, UTF_8);
    try {
      JsonNode read = text.isBlank() ? MAPPER.createObjectNode() : MAPPER.readTree(text);
      if (read.isObject()) {
        return read;
      }
    } catch (JsonProcessingException e) {
      throw new BadInput(what + " is not JSON: " + e.getOriginalMessage(), e);
    }
    throw new BadInput(what + " is not a JSON object, which would begin with {");
  }
}
