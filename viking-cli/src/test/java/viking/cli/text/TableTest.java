package viking.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableTest {
  private final Table table = new Table("NAME", "EMPTY", "MESSAGE");

  @Test
  void alignsAndLeavesOutWhatIsEmpty() {
    add("a", "");
    add("longer", "m");
    assertEquals("NAME    MESSAGE\na\nlonger  m\n", printed(Terminal.NONE));
  }

  @Test
  void paintingMovesNothing() {
    table.add(new Cell("a", Colour.BAD), Cell.of(""), Cell.of("m"));
    add("bcdef", "m");
    String painted = printed(new Terminal(OptionalInt.of(80), true));
    assertTrue(painted.contains("\u001b[31ma\u001b[0m      m\n"), painted);
    assertEquals(
        printed(new Terminal(OptionalInt.of(80), false)), painted.replaceAll("\u001b\\[\\d+m", ""));
  }

  @Test
  void everyLineFitsTheTerminal() {
    for (int width = 20; width < 60; width++) {
      StringWriter out = new StringWriter();
      Table each = new Table("NAME", "MESSAGE");
      each.add(Cell.of("job"), Cell.of("𝄞ö".repeat(30)));
      each.print(new PrintWriter(out), new Terminal(OptionalInt.of(width), false));
      String line = out.toString().lines().toList().get(1);
      assertEquals(width, line.codePointCount(0, line.length()), line);
      assertTrue(line.endsWith("…"), line);
    }
  }

  @Test
  void somethingOfTheMessageIsLeftOnTheNarrowest() {
    add("a-name-that-is-much-too-long", "0123456789abcdef");
    assertTrue(
        printed(new Terminal(OptionalInt.of(20), false)).endsWith("too-long  0123456789a…\n"));
  }

  @Test
  void withoutRowsThereAreNoTitles() {
    assertEquals("", printed(Terminal.NONE));
  }

  @Test
  void aRowThatDoesNotFitTheTitlesIsAMistake() {
    assertThrows(IllegalArgumentException.class, () -> table.add(Cell.of("a")));
  }

  private void add(String name, String message) {
    table.add(Cell.of(name), Cell.of(""), Cell.of(message));
  }

  private String printed(Terminal terminal) {
    StringWriter out = new StringWriter();
    table.print(new PrintWriter(out), terminal);
    return out.toString();
  }
}
