package viking.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
  @ParameterizedTest
  @CsvSource({"50 132,50", "?,24", "0 0,24", "2 80,24", "9999 80,500"})
  void isAsHighAsSaid(String found, int rows) {
    assertEquals(OptionalInt.of(rows), Screen.of(found, Map.of("TERM", "xterm")).rows());
  }

  @Test
  void aFileOrATerminalThatCannotMoveItsCursorIsNotRedrawn() {
    assertFalse(Screen.of("", Map.of("TERM", "xterm")).redraws());
    assertFalse(Screen.of("24 80", Map.of("TERM", "dumb")).redraws());
    assertFalse(Screen.of("24 80", Map.of()).redraws());
  }
}
