package viking.core.stackfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvFileTest {
  private final Problems problems = new Problems(".env");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A=b | b",
        "A= | ``",
        "  A = b  | b",
        "export A=b | b",
        "A=b c | b c",
        "A=b=c | b=c",
        "A=b # comment | b",
        "A=b#c | b#c",
        "A=#comment | ``",
        "A=\"b # c\" # d | b # c",
        "A='b \\n $c' | b \\n $c",
        "A=\"\" | ``",
        "A=\"b\\\"c\\\\\" | b\"c\\",
        "A=$B | $B",
      })
  void hasAValueALine(String line, String value) {
    assertEquals(Map.of("A", value), read(line));
    assertEquals(List.of(), problems.sorted());
  }

  @Test
  void skipsBlankLinesAndComments() {
    assertEquals(Map.of("A", "2", "B", "x\ty\n"), read("# c\n\n A=1\r\nA=2\nB=\"x\\ty\\n\"\n"));
    assertEquals(List.of(), problems.sorted());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A | .env:1:1: this line is not NAME=value",
        "`  export B` | .env:1:10: this line is not NAME=value",
        "=b | .env:1:1: '' is not a letter or underscore, then letters, digits, underscores",
        "A-B=c | .env:1:1: 'A-B' is not a letter or underscore, then letters, digits, underscores",
        "A=\"b | .env:1:1: the value of A has an open \"",
        "A='b' c | .env:1:1: after the value of A stands something else",
      })
  void tellsWhatIsNoSuchLine(String line, String problem) {
    assertEquals(Map.of(), read(line));
    assertEquals(List.of(problem), problems.sorted().stream().map(Problem::toString).toList());
  }

  private Map<String, String> read(String text) {
    return EnvFile.read(".env", text, problems);
  }
}
