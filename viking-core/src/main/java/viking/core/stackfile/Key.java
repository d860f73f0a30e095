package viking.core.stackfile;

import java.util.List;
import java.util.Optional;

/** A key, what stands behind it, the level below it if there is one, and what it is for. */
record Key(String name, Kind kind, Optional<Level> below, List<String> choices, String about) {
  static Key of(String name, Kind kind, String about) {
    return new Key(name, kind, Optional.empty(), List.of(), about);
  }

  static Key of(String name, Kind kind, Level below, String about) {
    return new Key(name, kind, Optional.of(below), List.of(), about);
  }

  /** Text that is one of few. */
  static Key of(String name, List<?> choices, String about) {
    List<String> texts = choices.stream().map(Object::toString).toList();
    return new Key(name, Kind.TEXT, Optional.empty(), texts, about);
  }
}
