package viking.core.stackfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What is kept as JSON for a later reader; small whole numbers, true and false become such. */
final class Kept {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Section section;

  Kept(Section section) {
    this.section = section;
  }

  String json(Value value) {
    return node(value).toString();
  }

  private JsonNode node(Value value) {
    if (value instanceof Items items) {
      ArrayNode array = JSON.arrayNode();
      items.all().forEach(each -> array.add(node(each)));
      return array;
    }
    if (value instanceof Table table) {
      ObjectNode object = JSON.objectNode();
      table.entries().forEach((key, entry) -> object.set(key, node(entry.value())));
      return object;
    }
    Scalar scalar = (Scalar) value;
    Optional<String> text = section.read(scalar, t -> t).map(Found::value);
    return scalar(text.orElse(""), scalar.plain());
  }

  private static JsonNode scalar(String text, boolean plain) {
    if (plain && (text.equals("true") || text.equals("false"))) {
      return JSON.booleanNode(text.equals("true"));
    }
    return plain && text.matches("-?(0|[1-9][0-9]{0,15})")
        ? JSON.numberNode(Long.parseLong(text))
        : JSON.textNode(text);
  }
}
