package viking.api.setting;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import viking.core.codec.Suggestion;
import viking.core.model.BadInput;

/**
 * The body of a request: an object whose fields are text, flags, lists of text or objects of text.
 * Complaints repeat names and never a value: it may be a secret.
 */
final class Asked {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final int LONGEST_BY = 200;
  private static final int LONGEST_SUGGESTED = 64;

  private final Map<String, Object> fields = new TreeMap<>();

  private Asked() {}

  /** Nothing at all is an object without fields. */
  static Asked of(byte[] body, Set<String> known) {
    Asked asked = new Asked();
    if (body.length == 0) {
      return asked;
    }
    try (JsonParser in = JSON.createParser(body)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new BadInput("the body is not a JSON object, which would begin with {");
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        if (!known.contains(name)) {
          throw new BadInput("unknown field '" + name + "'" + instead(name, known));
        }
        in.nextToken();
        asked.fields.put(name, value(in, name));
      }
      if (in.nextToken() != null) {
        throw new BadInput("more follows behind the JSON of the body");
      }
      return asked;
    } catch (IOException e) {
      throw new BadInput("the body is not JSON, or names a field twice", e);
    }
  }

  Optional<String> text(String name) {
    return field(name, String.class, "text");
  }

  boolean flag(String name) {
    return field(name, Boolean.class, "true or false").orElse(false);
  }

  @SuppressWarnings("unchecked")
  List<String> list(String name) {
    return (List<String>) field(name, List.class, "a list").orElse(ImmutableList.of());
  }

  @SuppressWarnings("unchecked")
  Map<String, String> map(String name) {
    return (Map<String, String>) field(name, Map.class, "an object").orElse(ImmutableMap.of());
  }

  /** Who asks, as releases show it. */
  String by() {
    String by = text("by").orElse("").strip();
    if (by.length() > LONGEST_BY || by.chars().anyMatch(Character::isISOControl)) {
      throw new BadInput("'by' is longer than " + LONGEST_BY + " characters, or not one line");
    }
    return by;
  }

  private <T> Optional<T> field(String name, Class<T> type, String what) {
    Object value = fields.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new BadInput("'" + name + "' is not " + what);
    }
    return Optional.ofNullable(value).map(type::cast);
  }

  private static Object value(JsonParser in, String name) throws IOException {
    return switch (in.currentToken()) {
      case VALUE_STRING -> in.getText();
      case VALUE_TRUE, VALUE_FALSE -> in.getBooleanValue();
      case START_ARRAY -> {
        ImmutableList.Builder<String> all = ImmutableList.builder();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          all.add(text(in, name));
        }
        yield all.build();
      }
      case START_OBJECT -> {
        ImmutableMap.Builder<String, String> all = ImmutableMap.builder();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
          String key = in.currentName();
          in.nextToken();
          all.put(key, text(in, name + "." + key));
        }
        yield all.buildOrThrow();
      }
      default -> throw new BadInput("'" + name + "' is neither text nor a list nor an object");
    };
  }

  private static String text(JsonParser in, String name) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw new BadInput("'" + name + "' holds something else than text");
    }
    return in.getText();
  }

  private static String instead(String name, Set<String> known) {
    return name.length() > LONGEST_SUGGESTED
        ? ""
        : Suggestion.of(name, known)
            .map(near -> ", did you mean '" + near + "'?")
            .orElse("; there is " + String.join(", ", known));
  }
}
