package viking.core.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import viking.core.model.BadInput;

/** The one place that holds a JSON parser. */
final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Any JSON value. */
  static JsonNode any(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " at column " + e.getLocation().getColumnNr();
      throw new BadInput("not JSON" + where + ": " + e.getOriginalMessage(), e);
    }
  }

  static ObjectNode parse(String text) {
    JsonNode node = any(text);
    if (text.contains("\\u") && !StandardCharsets.UTF_8.newEncoder().canEncode(node.toString())) {
      // It would come back from the store as another text than was put there.
      throw new BadInput("not text: a \\u escape is half of a surrogate pair");
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new BadInput("not a JSON object, which would begin with {");
  }
}
