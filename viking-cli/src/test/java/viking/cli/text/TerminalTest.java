package viking.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
  @ParameterizedTest
  @CsvSource({
    "24 132,,132",
    "24 132,100,100",
    "?,,80",
    "?,90,90",
    "0 0,,80",
    "24 132,many,132",
    "24 5,,80"
  })
  void isAsWideAsSaid(String found, String columns, int width) {
    Map<String, String> environment = columns == null ? Map.of() : Map.of("COLUMNS", columns);
    assertEquals(OptionalInt.of(width), Terminal.of(found, environment).width());
  }

  @Test
  void aFileIsNone() {
    assertEquals(Terminal.NONE, Terminal.of("", Map.of("COLUMNS", "80", "TERM", "xterm")));
  }

  @Test
  void coloursAreForThoseWhoWantThem() {
    assertTrue(Terminal.of("24 80", Map.of("TERM", "xterm")).colours());
    assertFalse(Terminal.of("24 80", Map.of("TERM", "dumb")).colours());
    assertFalse(Terminal.of("24 80", Map.of("TERM", "xterm", "NO_COLOR", "1")).colours());
  }
}
