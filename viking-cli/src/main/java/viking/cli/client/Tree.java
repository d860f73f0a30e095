package viking.cli.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import viking.core.model.BadInput;

/** A JSON value as the API sends it, read leniently: what is missing is empty. */
public final class Tree {
  private static final Tree NOTHING = new Tree("");

  /** A map, a list, or the text of a single value; text is empty for null. */
  private final Object value;

  Tree(Object value) {
    this.value = value;
  }

  public static Tree parse(String text) {
    return Json.read(text);
  }

  /** The same JSON, a field a line. */
  public static String indented(String json) {
    StringWriter out = new StringWriter();
    JsonFactory factory = new JsonFactory();
    try (JsonParser parser = factory.createParser(json);
        JsonGenerator generator = factory.createGenerator(out).useDefaultPrettyPrinter()) {
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
}
