package viking.core.stackfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of keys are true: what they list is read, and what is answered is to be had. */
class KeysTest {
  /** What no key takes. */
  private static final String NONSENSE = "[[[nonsense]]]";

  @ParameterizedTest(name = "{0}.{1}")
  @MethodSource("keys")
  void isReadByTheParser(String level, String key) {
    String before = around(level, "");
    String with = around(level, key + ": " + NONSENSE);
    StackFile read = read(with);
    int column = with.lines().toList().get(2).indexOf(NONSENSE) + 1;
    boolean told =
        read.problems().stream()
            .anyMatch(each -> each.line() == 3 && Math.abs(each.column() - column) <= 2);
    boolean kept = key.equals("autoscale") || key.equals("provision");
    assertEquals(!kept, told, () -> read.problems().toString());
    if (kept) {
      assertNotEquals(read(before).orThrow(), read.orThrow());
    }
  }

  static Stream<Arguments> keys() {
    return levels()
        .flatMap(
            level -> level.keys().keySet().stream().map(key -> Arguments.of(level.name(), key)));
  }

  @Test
  void everyKeyStandsInTheFileThatHasEverything() throws IOException {
    String text = Files.readString(TestFiles.of("good/everything.yml"));
    levels()
        .flatMap(level -> level.keys().keySet().stream())
        .forEach(key -> assertTrue(text.matches("(?s).*\\W" + key + ":.*"), key));
  }

  @Test
  void noKeyIsAnsweredAsAnothers() {
    levels()
        .forEach(
            level ->
                level.foreign().keySet().stream()
                    .filter(each -> !each.equals("deploy"))
                    .forEach(each -> assertFalse(level.keys().containsKey(each), each)));
  }

  /** Where Compose's key has another name here, that name is one. */
  @Test
  void whatIsOfferedForComposesKeysIsThere() {
    levels()
        .forEach(
            level ->
                level
                    .foreign()
                    .values()
                    .forEach(answer -> offered(answer).ifPresent(key -> known(level, key))));
    Compose.NODE_DEPLOY.values().forEach(key -> known(Vocabulary.NODE, key));
  }

  private static Optional<String> offered(String answer) {
    String marker = "here it is '";
    int at = answer.indexOf(marker);
    return at < 0
        ? Optional.empty()
        : Optional.of(answer.substring(at + marker.length(), answer.length() - 1));
  }

  private static void known(Level level, String key) {
    List<String> path = Splitter.on('.').splitToList(key);
    assertTrue(level.keys().containsKey(path.get(0)), key);
    if (path.size() == 2) {
      known(level.keys().get(path.get(0)).below().orElseThrow(), path.get(1));
    }
  }

  private static Stream<Level> levels() {
    return levels(Vocabulary.FILE);
  }

  private static Stream<Level> levels(Level level) {
    return Stream.concat(
        Stream.of(level),
        level.keys().values().stream().flatMap(k -> k.below().stream()).flatMap(KeysTest::levels));
  }

  /** A file with something in that level, on its third line. */
  private static String around(String level, String key) {
    String head = "viking: {name: a}\n# the key:\n";
    String more = key.isEmpty() ? "" : ", " + key;
    return switch (level) {
      case "file" -> "# its key:\n#\n" + (key.isEmpty() ? "deploy: {}" : key) + "\n";
      case "viking" -> "# its key:\n#\nviking: {" + key + "}\n";
      case "build" -> head + "build: {a: {" + key + "}}\n";
      case "node" ->
          head
              + "deploy: {a: {"
              + (key.startsWith("image") || key.startsWith("document") ? key : "image: b" + more)
              + "}}\n";
      default -> head + "deploy: {a: {image: b, " + level + ": {" + key + "}}}\n";
    };
  }

  private static StackFile read(String text) {
    return StackFile.read("viking.yml", text, Path.of("."), Map.of());
  }

  @Test
  void levelsHaveNamesOfTheirOwn() {
    List<String> names = levels().map(Level::name).toList();
    assertEquals(names.stream().distinct().toList(), names);
  }
}
