package viking.core.stackfile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** As much of JSON Schema as an editor needs for a stack file, on values as YAML has them. */
final class SchemaCheck {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  private final JsonNode root;

  SchemaCheck(JsonNode root) {
    this.root = root;
  }

  boolean accepts(Value value) {
    return accepts(root, value);
  }

  private boolean accepts(JsonNode schema, Value value) {
    if (schema.isBoolean()) {
      return schema.booleanValue();
    }
    if (schema.has("$ref")) {
      return accepts(root.at(schema.get("$ref").asText().substring(1)), value);
    }
    return typed(schema, value)
        && chosen(schema, value)
        && (!schema.has("items") || items(schema.get("items"), value))
        && members(schema, value);
  }

  private static boolean typed(JsonNode schema, Value value) {
    if (!schema.has("type")) {
      return true;
    }
    JsonNode types = schema.get("type");
    for (JsonNode each : types.isArray() ? types : List.of(types)) {
      if (is(each.asText(), value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(String type, Value value) {
    if (!(value instanceof Scalar scalar)) {
      return type.equals(value instanceof Items ? "array" : "object");
    }
    boolean number = scalar.plain() && NUMBER.matcher(scalar.text()).matches();
    boolean flag = scalar.plain() && scalar.text().matches("true|false");
    return switch (type) {
      case "string" -> !number && !flag;
      case "number" -> number;
      case "integer" -> number && !scalar.text().contains(".");
      case "boolean" -> flag;
      default -> false;
    };
  }

  private boolean chosen(JsonNode schema, Value value) {
    boolean any = !schema.has("anyOf");
    for (JsonNode each : schema.path("anyOf")) {
      any = any || accepts(each, value);
    }
    boolean listed = !schema.has("enum");
    for (JsonNode each : schema.path("enum")) {
      listed = listed || (value instanceof Scalar text && text.text().equals(each.asText()));
    }
    boolean fits =
        !schema.has("pattern")
            || (value instanceof Scalar text
                && Pattern.compile(schema.get("pattern").asText()).matcher(text.text()).find());
    boolean enough =
        !schema.has("minimum")
            || (value instanceof Scalar text
                && Double.parseDouble(text.text()) >= schema.get("minimum").asDouble());
    return any && listed && fits && enough;
  }

  private boolean items(JsonNode schema, Value value) {
    return value instanceof Items items
        && items.all().stream().allMatch(each -> accepts(schema, each));
  }

  private boolean members(JsonNode schema, Value value) {
    if (!(value instanceof Table table)) {
      return true;
    }
    for (JsonNode each : schema.path("required")) {
      if (!table.entries().containsKey(each.asText())) {
        return false;
      }
    }
    return table.entries().entrySet().stream()
        .allMatch(each -> member(schema, each.getKey(), each.getValue().value()));
  }

  private boolean member(JsonNode schema, String name, Value value) {
    boolean known = schema.path("properties").has(name);
    if (known && !accepts(schema.get("properties").get(name), value)) {
      return false;
    }
    for (Map.Entry<String, JsonNode> each : schema.path("patternProperties").properties()) {
      if (Pattern.compile(each.getKey()).matcher(name).find()) {
        known = true;
        if (!accepts(each.getValue(), value)) {
          return false;
        }
      }
    }
    return known
        || !schema.has("additionalProperties")
        || accepts(schema.get("additionalProperties"), value);
  }
}
