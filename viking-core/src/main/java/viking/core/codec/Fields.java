package viking.core.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import viking.core.model.BadInput;

/** Takes the fields of a JSON object one by one, each by its type, and can refuse what is left. */
final class Fields {
  private final String path;
  private final ObjectNode node;
  private final Set<String> known = new LinkedHashSet<>();

  Fields(ObjectNode node) {
    this("", node);
  }

  private Fields(String path, ObjectNode node) {
    this.path = path;
    this.node = node;
  }

  Optional<String> text(String name) {
    return take(name).map(value -> scalar(name, value));
  }

  String required(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  String textOr(String name, String other) {
    return text(name).orElse(other);
  }

  long number(String name, long other) {
    return take(name)
        .map(
            value -> {
              if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                throw new BadInput("'" + path + name + "': " + value + " is not a whole number");
              }
              return value.longValue();
            })
        .orElse(other);
  }

  int count(String name, int other) {
    long value = number(name, other);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new BadInput("'" + path + name + "': " + value + " is not a count");
    }
    return (int) value;
  }

  boolean flag(String name) {
    return take(name)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw new BadInput("'" + path + name + "': " + value + " is not true or false");
              }
              return value.booleanValue();
            })
        .orElse(false);
  }

  /** A list of scalars, or one scalar standing for a list of one, each read by the given reader. */
  <T> List<T> list(String name, Function<String, T> reader) {
    List<T> all = new ArrayList<>();
    take(name)
        .ifPresent(
            value -> {
              if (value.isArray()) {
                value.forEach(each -> all.add(reader.apply(scalar(name, each))));
              } else {
                all.add(reader.apply(scalar(name, value)));
              }
            });
    return all;
  }

  /** A command: a list of words as they stand, or text that is split into words without a shell. */
  List<String> words(String name) {
    Optional<JsonNode> value = take(name);
    if (value.isPresent() && !value.get().isArray()) {
      return Words.split(scalar(name, value.get()));
    }
    known.remove(name);
    return list(name, Function.identity());
  }

  Map<String, String> map(String name) {
    Map<String, String> all = new LinkedHashMap<>();
    take(name)
        .ifPresent(
            value -> {
              if (!value.isObject()) {
                throw new BadInput("'" + path + name + "': " + value + " is not an object");
              }
              value.properties().forEach(e -> all.put(e.getKey(), scalar(name, e.getValue())));
            });
    return all;
  }

  Optional<Duration> duration(String name) {
    return text(name).map(value -> named(name, () -> Quantity.duration(value)));
  }

  Optional<Long> size(String name) {
    return text(name).map(value -> named(name, () -> Quantity.bytes(value)));
  }

  Optional<Fields> object(String name) {
    return take(name)
        .map(
            value -> {
              if (value instanceof ObjectNode inner) {
                return new Fields(path + name + ".", inner);
              }
              throw new BadInput("'" + path + name + "': " + value + " is not an object");
            });
  }

  /** An object's members, each an object, in their order. */
  Map<String, Fields> members(String name) {
    Map<String, Fields> all = new LinkedHashMap<>();
    object(name)
        .ifPresent(
            in -> in.node.properties().forEach(e -> all.put(e.getKey(), in.member(e.getKey()))));
    return all;
  }

  /** Whatever JSON stands there, as it was written. */
  Optional<String> raw(String name) {
    return take(name).map(JsonNode::toString);
  }

  private Fields member(String name) {
    return object(name).orElseThrow(() -> missing(name));
  }

  /** Refuses fields that nobody took. */
  void refuseOthers() {
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      String name = each.getKey();
      if (!known.contains(name)) {
        throw new BadInput(
            "unknown field '"
                + path
                + name
                + "'"
                + Suggestion.of(name, known)
                    .map(near -> ", did you mean '" + near + "'?")
                    .orElse(""));
      }
    }
  }

  /** Gives a complaint the name of the field it is about. */
  <T> T named(String name, java.util.function.Supplier<T> reading) {
    try {
      return reading.get();
    } catch (BadInput e) {
      throw new BadInput("'" + path + name + "': " + e.getMessage(), e);
    }
  }

  /** What is missing may be there, misspelt. */
  private BadInput missing(String name) {
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      boolean near = Suggestion.of(each.getKey(), List.of(name)).isPresent();
      if (near && !each.getKey().equals(name)) {
        return new BadInput(
            "unknown field '" + path + each.getKey() + "', did you mean '" + name + "'?");
      }
    }
    return new BadInput("'" + path + name + "' is missing");
  }

  private Optional<JsonNode> take(String name) {
    known.add(name);
    return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
  }

  private String scalar(String name, JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      throw new BadInput("'" + path + name + "': " + value + " is not a single value");
    }
    return value.asText();
  }
}
