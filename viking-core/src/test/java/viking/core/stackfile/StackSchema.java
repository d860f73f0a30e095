package viking.core.stackfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** Makes the schema for editors from the tables by which stack files are read. */
final class StackSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "^(?!x-)[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$";
  private static final String OWN = "^x-";

  /** What a variable may stand in for. */
  private static final String VARIABLE = "\\$";

  private static final String TIME = "^([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$|" + VARIABLE;
  private static final String COUNT = "^[0-9]+$|" + VARIABLE;
  private static final String SIZE = "^[0-9]+(\\.[0-9]+)?\\s*[kmgtKMGT]?i?[bB]?$|" + VARIABLE;
  private static final String CORES = "^[0-9]+(\\.[0-9]+)?m?$|" + VARIABLE;

  private final Map<String, ObjectNode> definitions = new TreeMap<>();

  /** The file's text. */
  static String text() {
    StackSchema schema = new StackSchema();
    ObjectNode file = JSON.createObjectNode();
    file.put("$schema", "http://json-schema.org/draft-07/schema#");
    file.put("title", "viking stack file");
    file.put("description", "What a stack builds and runs, as viking deploys it.");
    file.setAll(schema.level(Vocabulary.FILE));
    file.putArray("required").add("viking");
    ObjectNode definitions = file.putObject("definitions");
    schema.definitions.forEach(definitions::set);
    try {
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n"));
      return JSON.writer(printer).writeValueAsString(file) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private ObjectNode level(Level level) {
    ObjectNode object = JSON.createObjectNode();
    object.put("type", "object");
    ObjectNode properties = object.putObject("properties");
    level
        .keys()
        .forEach(
            (name, key) -> {
              ObjectNode property = properties.putObject(name);
              property.put("description", key.about());
              property.setAll(value(key));
            });
    object.putObject("patternProperties").put(OWN, true);
    object.put("additionalProperties", false);
    return object;
  }

  private ObjectNode value(Key key) {
    if (!key.choices().isEmpty()) {
      ObjectNode choice = JSON.createObjectNode();
      key.choices().forEach(choice.putArray("enum")::add);
      return choice;
    }
    return switch (key.kind()) {
      case TEXT -> scalar();
      case FLAG -> any(type("boolean"), pattern("^(true|false)$|" + VARIABLE));
      case COUNT -> any(type("integer").put("minimum", 0), pattern(COUNT));
      case TIME -> pattern(TIME);
      case SIZE -> any(type("integer").put("minimum", 0), pattern(SIZE));
      case CORES -> any(type("number").put("minimum", 0), pattern(CORES));
      case WORDS, TEXTS -> any(scalar(), list(scalar()));
      case MAP -> any(mapping(scalar()), list(pattern("^[^=]+=")));
      case SECTION -> any(below(key)); // next to a $ref the description would not count
      case SECTION_OR_TEXT -> any(scalar(), below(key));
      case SECTIONS_OR_TEXTS -> any(scalar(), below(key), list(any(scalar(), below(key))));
      case NAMED -> named(below(key));
      case NAMED_OR_TEXT -> named(any(type("string"), below(key)));
      case TEXTS_TO_NUMBERS, TEXTS_TO_TEXTS ->
          any(scalar(), mapping(scalar()), list(any(scalar(), mapping(scalar()))));
      case ANYTHING -> JSON.createObjectNode();
    };
  }

  private static ObjectNode scalar() {
    ObjectNode scalar = JSON.createObjectNode();
    scalar.putArray("type").add("string").add("number").add("boolean");
    return scalar;
  }

  private ObjectNode below(Key key) {
    Level level = key.below().orElseThrow();
    if (!definitions.containsKey(level.name())) {
      definitions.put(level.name(), level(level));
    }
    return JSON.createObjectNode().put("$ref", "#/definitions/" + level.name());
  }

  private static ObjectNode type(String name) {
    return JSON.createObjectNode().put("type", name);
  }

  private static ObjectNode pattern(String pattern) {
    return type("string").put("pattern", pattern);
  }

  private static ObjectNode list(ObjectNode items) {
    return type("array").set("items", items);
  }

  private static ObjectNode mapping(ObjectNode values) {
    return type("object").set("additionalProperties", values);
  }

  private static ObjectNode named(ObjectNode values) {
    ObjectNode object = type("object");
    object.putObject("patternProperties").put(OWN, true).set(NAME, values);
    return object.put("additionalProperties", false);
  }

  private static ObjectNode any(ObjectNode... choices) {
    ObjectNode any = JSON.createObjectNode();
    ArrayNode all = any.putArray("anyOf");
    for (ObjectNode each : choices) {
      all.add(each);
    }
    return any;
  }
}
