package viking.core.stackfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import viking.core.codec.Suggestion;
import viking.core.model.BadInput;

/**
 * The keys of one level, each read by its kind. What cannot be read is a problem at its place, and
 * counts as absent.
 */
final class Section {
  private final String path;
  private final Level level;
  private final Spot at;
  private final Table table;
  private final Surroundings around;

  /** Tells of the keys that the level does not have. */
  Section(String path, Level level, Spot at, Table table, Surroundings around) {
    this.path = path;
    this.level = level;
    this.at = at;
    this.table = table;
    this.around = around;
    table
        .entries()
        .forEach(
            (key, entry) ->
                level
                    .complaint(key, path)
                    .ifPresent(complaint -> around.problems().add(entry.at(), complaint)));
  }

  String path() {
    return path;
  }

  Spot at() {
    return at;
  }

  /** Whether the key is missing, and nothing has been told yet that explains it. */
  boolean lacks(String key) {
    return !has(key)
        && strangers().noneMatch(each -> Suggestion.of(each, List.of(key)).isPresent());
  }

  /** The keys that the level does not have. */
  Stream<String> strangers() {
    return table.entries().keySet().stream().filter(key -> !level.keys().containsKey(key));
  }

  /** Where the key stands; where it does not, the section's own place. */
  Spot at(String key) {
    Table.Entry entry = table.entries().get(key);
    return entry == null ? at : entry.at();
  }

  boolean has(String key) {
    return table.entries().containsKey(key);
  }

  Map<String, Table.Entry> entries() {
    return table.entries();
  }

  Surroundings around() {
    return around;
  }

  void problem(String key, String message) {
    around.problems().add(at(key), message);
  }

  void problem(String message) {
    around.problems().add(at, message);
  }

  Optional<Value> value(String key) {
    if (!level.keys().containsKey(key)) {
      throw new IllegalStateException("the vocabulary has no " + level.name() + "." + key);
    }
    return Optional.ofNullable(table.entries().get(key)).map(Table.Entry::value);
  }

  Optional<String> text(String key) {
    return read(key, text -> text);
  }

  /** Text by its reader, whose refusal is a problem there. */
  <T> Optional<T> read(String key, Function<String, T> reader) {
    return found(key, reader).map(Found::value);
  }

  <T> Optional<Found<T>> found(String key, Function<String, T> reader) {
    return value(key).flatMap(value -> scalar(key, value)).flatMap(s -> read(s, reader));
  }

  /** The same; the refusal does not name the key by itself. */
  <T> Optional<T> named(String key, Function<String, T> reader) {
    return read(
        key,
        text -> {
          try {
            return reader.apply(text);
          } catch (BadInput e) {
            throw new BadInput(key + in() + ": " + e.getMessage(), e);
          }
        });
  }

  boolean flag(String key) {
    return read(
            key,
            text -> {
              if (!text.equals("true") && !text.equals("false")) {
                throw wrong(key, "'" + Scalar.shortened(text) + "'");
              }
              return text.equals("true");
            })
        .orElse(false);
  }

  int count(String key, int usual, int least, int most) {
    return read(
            key,
            text -> {
              if (!text.matches("-?(0|[1-9][0-9]*)")) {
                throw wrong(key, "'" + Scalar.shortened(text) + "'");
              }
              boolean small = text.length() < 10;
              if (!small || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
                throw new BadInput(
                    key + in() + ": " + text + " is not a number from " + least + " to " + most);
              }
              return Integer.parseInt(text);
            })
        .orElse(usual);
  }

  /** A list, or one text alone, each read by the reader. */
  <T> List<Found<T>> list(String key, Function<String, T> reader) {
    return items(key).stream()
        .flatMap(each -> item(key, each).stream())
        .flatMap(each -> read(each, reader).stream())
        .toList();
  }

  /** The items of a list; what is no list is one of one. */
  List<Value> items(String key) {
    Optional<Value> value = value(key).filter(v -> !v.nothing());
    return value.map(v -> v instanceof Items items ? items.all() : List.of(v)).orElse(List.of());
  }

  /** A list of words as they stand, or text that is split into words. */
  List<String> words(String key) {
    boolean listed = value(key).filter(Items.class::isInstance).isPresent();
    return listed
        ? list(key, t -> t).stream().map(Found::value).toList()
        : read(key, text -> NoShell.words(key + in(), text)).orElse(List.of());
  }

  /** A mapping to texts, or a list of {@code NAME=value}. */
  Map<String, Found<String>> map(String key) {
    return new Pairs(this, key).read();
  }

  Optional<Section> section(String key) {
    return value(key).filter(v -> !v.nothing()).flatMap(value -> section(key, value));
  }

  /** The value as the keys of the level below this key. */
  Optional<Section> section(String key, Value value) {
    if (value instanceof Table inner) {
      String innerPath = path.isEmpty() ? key : path + "." + key;
      Level below = level.keys().get(key).below().orElseThrow();
      return Optional.of(new Section(innerPath, below, at(key), inner, around));
    }
    wrong(key, value);
    return Optional.empty();
  }

  /** The value as text, if it is one. */
  Optional<Scalar> scalar(String key, Value value) {
    if (value instanceof Scalar scalar && !scalar.nothing()) {
      return Optional.of(scalar);
    }
    wrong(key, value);
    return Optional.empty();
  }

  /** One of the key's items as text, if it is. */
  Optional<Scalar> item(String key, Value value) {
    if (value(key).filter(Items.class::isInstance).isEmpty()) {
      return scalar(key, value);
    }
    if (value instanceof Scalar scalar && !scalar.nothing()) {
      return Optional.of(scalar);
    }
    wrongItem(key, Kind.TEXT.wanted(), value);
    return Optional.empty();
  }

  void wrongItem(String key, String wanted, Value value) {
    around
        .problems()
        .add(
            value.at(),
            "each item of "
                + key
                + in()
                + " must be "
                + wanted
                + ", but "
                + value.shown()
                + " stands there");
  }

  /** With variables put in, and read. */
  <T> Optional<Found<T>> read(Scalar scalar, Function<String, T> reader) {
    List<String> complaints = new ArrayList<>();
    String text = around.variables().fill(scalar.text(), complaints::add);
    complaints.forEach(each -> around.problems().add(scalar.at(), each));
    return complaints.isEmpty()
        ? around
            .problems()
            .attempt(scalar.at(), () -> reader.apply(text))
            .map(read -> new Found<>(read, scalar.at()))
        : Optional.empty();
  }

  void wrong(String key, Value value) {
    Spot place = value.nothing() ? at(key) : value.at();
    around.problems().add(place, wrong(key, value.shown()).getMessage());
  }

  private BadInput wrong(String key, String shown) {
    Key known = level.keys().get(key);
    String wanted = known == null ? Kind.TEXT.wanted() : known.kind().wanted();
    return new BadInput(key + in() + " must be " + wanted + ", but " + shown + " stands there");
  }

  /** Where a key is, as a sentence goes on. */
  String in() {
    return path.isEmpty() ? "" : " in " + path;
  }
}
