package viking.cli.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import viking.core.model.BadInput;

/**
 * A JSON value as the API sends it, read leniently: what is missing is empty. Jackson's own tree
 * would take longer to load than a whole command may take.
 */
public final class Tree {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Tree NOTHING = new Tree("");

  /** A map, a list, or the text of a single value; text is empty for null. */
  private final Object value;

  private Tree(Object value) {
    this.value = value;
  }

  public static Tree parse(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      Tree tree = new Tree(read(parser));
      if (parser.nextToken() != null) {
        throw new BadInput("more follows behind the JSON");
      }
      return tree;
    } catch (IOException e) {
      throw new BadInput("not JSON: " + e.getMessage().lines().findFirst().orElse(""), e);
    }
  }

  /** The same JSON, a field a line. */
  public static String indented(String json) {
    StringWriter out = new StringWriter();
    try (JsonParser parser = JSON.createParser(json);
        JsonGenerator generator = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
      while (parser.nextToken() != null) {
        generator.copyCurrentEventExact(parser);
      }
    } catch (IOException e) {
      throw new BadInput("not JSON: " + e.getMessage(), e);
    }
    return out.toString();
  }

  public boolean isObject() {
    return value instanceof Map;
  }

  public Tree at(String field) {
    return value instanceof Map<?, ?> map && map.get(field) instanceof Tree tree ? tree : NOTHING;
  }

  public String text(String field) {
    return at(field).asText();
  }

  public boolean flag(String field) {
    return text(field).equals("true");
  }

  public long number(String field) {
    return find(field).orElse(0L);
  }

  /** Empty as well where something else than a whole number stands. */
  public Optional<Long> find(String field) {
    try {
      return Optional.of(Long.parseLong(text(field)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  public List<Tree> list(String field) {
    ImmutableList.Builder<Tree> all = ImmutableList.builder();
    if (at(field).value instanceof List<?> list) {
      list.forEach(each -> all.add((Tree) each));
    }
    return all.build();
  }

  /** The fields of an object, in the order in which they came. */
  public Map<String, Tree> fields() {
    ImmutableMap.Builder<String, Tree> all = ImmutableMap.builder();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, each) -> all.put((String) name, (Tree) each));
    }
    return all.buildOrThrow();
  }

  /** Empty for what is not a single value. */
  public String asText() {
    return value instanceof String text ? text : "";
  }

  private static Object read(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, Tree> fields = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        fields.put(name, new Tree(read(parser)));
      }
      return fields;
    }
    if (token == JsonToken.START_ARRAY) {
      List<Tree> all = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        all.add(new Tree(read(parser)));
      }
      return all;
    }
    if (token == null) {
      throw new BadInput("nothing");
    }
    return token == JsonToken.VALUE_NULL ? "" : parser.getText();
  }
}
