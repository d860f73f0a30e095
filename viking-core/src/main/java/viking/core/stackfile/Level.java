package viking.core.stackfile;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import viking.core.codec.Suggestion;

/**
 * The keys that one level of a stack file may have, and what is answered to others' keys.
 *
 * @param foreign by the key that Compose has there, the whole answer
 */
record Level(String name, Map<String, Key> keys, Map<String, String> foreign) {
  private static final String OWN = "x-";

  /** So many can be named in one line. */
  private static final int FEW = 10;

  static Level of(String name, Map<String, String> foreign, Key... keys) {
    ImmutableMap.Builder<String, Key> byName = ImmutableMap.builder();
    for (Key key : keys) {
      byName.put(key.name(), key);
    }
    return new Level(name, byName.buildOrThrow(), ImmutableMap.copyOf(foreign));
  }

  /** What is wrong with a key; empty for those that are known, and for authors' own. */
  Optional<String> complaint(String key, String path) {
    if (keys.containsKey(key) || key.startsWith(OWN)) {
      return Optional.empty();
    }
    String answer = foreign.get(key);
    if (answer != null) {
      return Optional.of(answer);
    }
    String where = path.isEmpty() ? "" : " in " + path;
    return Optional.of("unknown key '" + key + "'" + where + hint(key));
  }

  private String hint(String key) {
    List<String> below =
        keys.values().stream()
            .filter(each -> each.kind() != Kind.NAMED && each.kind() != Kind.NAMED_OR_TEXT)
            .filter(each -> each.below().filter(level -> level.keys.containsKey(key)).isPresent())
            .map(Key::name)
            .toList();
    return below.isEmpty()
        ? Suggestion.of(key, keys.keySet())
            .map(near -> ", did you mean '" + near + "'?")
            .orElse(keys.size() > FEW ? "" : "; there are " + String.join(", ", keys.keySet()))
        : ", it stands in '" + below.get(0) + "'";
  }
}
