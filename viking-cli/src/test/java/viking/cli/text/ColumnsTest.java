package viking.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "abc, 3",
    "Grüße, 5",
    "𝄞, 1",
    "→…─│, 4",
    "日本語, 6",
    "한국, 4",
    "カ, 2",
    "ｶ, 1",
    "Ａ, 2",
    "🚀, 2",
    "✅ ok, 5",
    "❤, 1",
    "𠀀, 2",
    "e\u0301, 1",
    "か\u3099, 2",
    "〿, 1"
  })
  void aWideLetterTakesTwo(String text, int columns) {
    assertEquals(columns, Columns.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "日本語, 6, 日本語",
    "日本語, 5, 日本",
    "日本語, 1, ''",
    "a🚀b, 2, a",
    "a🚀b, 3, a🚀",
    "e\u0301x, 1, e\u0301"
  })
  void noLetterIsCutInHalf(String text, int columns, String begin) {
    assertEquals(begin, Columns.fitting(text, columns));
  }

  @Test
  void wideLettersMoveNoColumnAndFitTheTerminal() {
    Table table = new Table("NAME", "BY", "MESSAGE");
    table.add(Cell.of("商店"), Cell.of("ann"), Cell.of("🚀".repeat(30)));
    table.add(Cell.of("shop"), Cell.of("bob"), Cell.of("x".repeat(60)));
    StringWriter out = new StringWriter();
    table.print(new PrintWriter(out), new Terminal(OptionalInt.of(40), false));
    assertEquals(
        """
        NAME  BY   MESSAGE
        商店  ann  🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀…
        shop  bob  xxxxxxxxxxxxxxxxxxxxxxxxxxxx…
        """,
        out.toString());
  }
}
