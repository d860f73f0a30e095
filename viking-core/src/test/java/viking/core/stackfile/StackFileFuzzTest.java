package viking.core.stackfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import viking.core.codec.StackCodec;
import viking.core.model.Stack;
import viking.core.model.testing.Draw;
import viking.core.model.testing.Seeds;

/** Whatever is done to a good file: it is a stack or has problems, and nothing else happens. */
@Timeout(value = 300, threadMode = SEPARATE_THREAD)
class StackFileFuzzTest {
  private static final int TRIES = 1_000;

  private static final List<String> VALUES =
      List.of(
          "",
          "null",
          "~",
          "yes",
          "-1",
          "010",
          "1e9",
          "99999999999999999999",
          "\"\"",
          "\"\\0\"",
          "\"\\ud800\"",
          "'it''s'",
          "[]",
          "{}",
          "[[]]",
          "[{}]",
          "{a: {b: c}}",
          "[~, 1, 1]",
          "*base",
          "&base x",
          "&a [*a]",
          "!!binary x",
          "|\n  FROM x",
          ">-\n  folded",
          "${",
          "${A:-${B}}",
          "$$",
          "/../..",
          "::::",
          "0 0 31 2 *",
          "*/0 * * * *",
          "viking:ragnar/src",
          "ä漢😀",
          "FROM viking:ragnar/inherit",
          "[db, logic, website]",
          "\t",
          "%",
          "@",
          "`");

  private static final List<String> BITS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          "\\",
          ",",
          ":",
          ": ",
          "- ",
          "? ",
          "#",
          " #",
          "\n",
          "\n\n",
          "\t",
          "\r",
          "&x ",
          "*x",
          "<<: ",
          "!t ",
          "|",
          ">",
          "---\n",
          "...\n",
          "%YAML 9.9\n",
          "\0",
          "\u2028",
          "\u0085",
          "\ufeff",
          "\ud83d",
          "\u007f",
          "x-",
          "$",
          "${",
          "[".repeat(500),
          "- ".repeat(300),
          "{a: ".repeat(300));

  private static final List<String> TEXTS = new ArrayList<>();
  private static Path folder;

  @BeforeAll
  static void read() throws IOException {
    folder = TestFiles.of("good");
    TEXTS.add(Files.readString(folder.resolve("ragnar.yml")));
    TEXTS.add(Files.readString(folder.resolve("everything.yml")));
  }

  @Test
  void bitsAndValues() {
    Seeds.each(TRIES, draw -> look(spoiled(draw)));
  }

  @Test
  void linesThatComeAndGo() {
    Seeds.each(TRIES, draw -> look(shuffled(draw)));
  }

  @Test
  void bytes() throws IOException {
    Path file = Files.createTempFile("viking", ".yml");
    try {
      for (long seed = 1; seed <= TRIES / 10; seed++) {
        Seeds.one(seed, draw -> bytes(draw, file));
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void bytes(Draw draw, Path file) {
    byte[] bytes = draw.of(TEXTS).getBytes(StandardCharsets.UTF_8);
    for (int i = draw.number(1, 3); i > 0; i--) {
      bytes[draw.number(0, bytes.length - 1)] = (byte) draw.number(-128, 127);
    }
    written(file, bytes);
    check(StackFile.read(file, Map.of()), file.toString());
  }

  @Test
  void garbage() {
    String signs = " \n-:[]{}&*!|>'\"%@`#,?$ab1\t";
    Seeds.each(TRIES, draw -> look(draw.text(signs, 0, 40)));
    Seeds.each(TRIES, draw -> look("viking: {name: a}\ndeploy: " + draw.text(signs, 0, 40)));
  }

  private static String spoiled(Draw draw) {
    String text = draw.of(TEXTS);
    for (int i = draw.number(1, 4); i > 0; i--) {
      int at = draw.number(0, text.length());
      int to = Math.min(text.length(), at + draw.number(0, 6));
      text =
          switch (draw.number(0, 5)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + text.substring(to);
            case 2 -> text.substring(0, at) + draw.of(BITS) + text.substring(at);
            case 3 -> text.substring(0, to) + text.substring(at);
            default -> withOtherValue(text, at, draw.of(VALUES));
          };
    }
    return text;
  }

  private static String withOtherValue(String text, int from, String value) {
    int colon = text.indexOf(": ", from);
    int end = colon < 0 ? -1 : text.indexOf('\n', colon);
    return end < 0 ? text + value : text.substring(0, colon + 2) + value + text.substring(end);
  }

  private static String shuffled(Draw draw) {
    List<String> lines = new ArrayList<>(draw.of(TEXTS).lines().toList());
    for (int i = draw.number(1, 5); i > 0; i--) {
      int at = draw.number(0, lines.size() - 1);
      String line = lines.get(at);
      switch (draw.number(0, 4)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(draw.number(0, lines.size()), line);
        case 2 -> lines.set(at, " " + line);
        case 3 -> lines.set(at, line.replaceFirst("^ +", ""));
        default -> lines.set(at, line.replaceFirst("^ {2}", "\t"));
      }
    }
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private static void look(String text) {
    check(
        StackFile.read("viking.yml", text, folder, Map.of("WORD", "w", "COUNT", "3")),
        "viking.yml");
  }

  private static void check(StackFile read, String file) {
    if (read.stack().isPresent()) {
      Stack stack = read.orThrow();
      StackCodec codec = new StackCodec();
      assertEquals(stack, codec.read(codec.write(stack)));
      return;
    }
    assertFalse(read.problems().isEmpty());
    for (Problem each : read.problems()) {
      assertEquals(1, each.toString().lines().count(), each::toString);
      assertFalse(each.message().isBlank());
      assertTrue(each.line() >= 0 && each.column() >= 0);
      assertFalse(each.message().contains("Exception"), each::toString);
      assertTrue(each.file().equals(file) || !each.file().contains("viking.yml"), each::toString);
    }
  }

  private static void written(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
