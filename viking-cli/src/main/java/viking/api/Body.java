package viking.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import viking.core.codec.Suggestion;
import viking.core.model.BadInput;

/** The body of a request: nothing, or an object of text fields and flags. */
final class Body {
  private static final int LONGEST_SUGGESTED = 64;
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Body() {}

  /** The fields that are given, all of them known. */
  static Map<String, String> read(byte[] bytes, Set<String> known) {
    return read(bytes, known, Set.of());
  }

  /** Of the fields some are {@code true} or {@code false}, and given as these words. */
  static Map<String, String> read(byte[] bytes, Set<String> known, Set<String> flags) {
    String text = text(bytes);
    Map<String, String> fields = new TreeMap<>();
    if (text.isBlank()) {
      return fields;
    }
    for (Map.Entry<String, JsonNode> each : object(text).properties()) {
      if (!known.contains(each.getKey())) {
        throw new BadInput("unknown field '" + each.getKey() + "'" + instead(each.getKey(), known));
      }
      boolean flag = flags.contains(each.getKey());
      if (flag ? !each.getValue().isBoolean() : !each.getValue().isTextual()) {
        throw new BadInput("'" + each.getKey() + "' is not " + (flag ? "true or false" : "text"));
      }
      fields.put(each.getKey(), each.getValue().asText());
    }
    return fields;
  }

  private static String instead(String name, Set<String> known) {
    if (known.isEmpty()) {
      return "; no fields are taken here";
    }
    return name.length() > LONGEST_SUGGESTED
        ? ""
        : Suggestion.of(name, known)
            .map(near -> ", did you mean '" + near + "'?")
            .orElse("; there is " + String.join(", ", known));
  }

  private static ObjectNode object(String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " at column " + e.getLocation().getColumnNr();
      throw new BadInput("the body is not JSON" + where + ": " + e.getOriginalMessage(), e);
    }
    throw new BadInput("the body is not a JSON object, which would begin with {");
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadInput("the body is not UTF-8", e);
    }
  }
}
