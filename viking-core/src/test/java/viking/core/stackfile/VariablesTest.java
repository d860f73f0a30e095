package viking.core.stackfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {
  private final Variables variables =
      new Variables(
          Map.of("SET", "value", "EMPTY", "", "BOTH", "own"),
          () -> Map.of("BOTH", "file", "FILED", "file"));

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "${SET}, value",
    "$SET, value",
    "$SET-${SET}, value-value",
    "${EMPTY}, ''",
    "${BOTH} ${FILED}, own file",
    "$$, $",
    "$$SET, $SET",
    "$${SET}, ${SET}",
    "$$$SET, $value",
    "${NONE:-other}, other",
    "${NONE-other}, other",
    "${NONE:-}, ''",
    "${EMPTY:-other}, other",
    "${EMPTY-other}, ''",
    "${SET:-other}, value",
    "${NONE:-${SET}}, value",
    "${NONE:-${NONE:-a}b}c, abc",
    "${NONE:-$$5}, $5",
    "${NONE:-a:-b}, a:-b",
    "${SET:+there}, there",
    "${NONE:+there}, ''",
    "${EMPTY:+there}, ''",
    "${EMPTY+there}, there",
    "${SET:?not there}, value",
    "${EMPTY?not there}, ''",
    "a${SET}b$$c, avalueb$c",
  })
  void areWhatTheyAreInCompose(String text, String filled) {
    List<String> complaints = new ArrayList<>();
    assertEquals(filled, variables.fill(text, complaints::add));
    assertEquals(List.of(), complaints);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${NONE} | variable 'NONE' is not set; set it here or in .env, give a default:"
            + " ${NONE:-…}, or write $$NONE for the container to read",
        "$VIKING_NODE | variable 'VIKING_NODE' is not set; set it here or in .env, give a default:"
            + " ${VIKING_NODE:-…}, or write $$VIKING_NODE for the container to read",
        "$FILE | variable 'FILE' is not set, did you mean 'FILED'?",
        "${NONE:?say it} | variable 'NONE' is not set: say it",
        "${NONE?} | variable 'NONE' is not set",
        "${EMPTY:?needed} | variable 'EMPTY' is not set: needed",
        "${NONE:?no $SET} | variable 'NONE' is not set: no value",
        "${ | '${' is not closed by '}'; for a '$' itself write '$$'",
        "${SET | '${' is not closed by '}'; for a '$' itself write '$$'",
        "${} | '${}' names no variable; for a '$' itself write '$$'",
        "${1} | '${1}' names no variable; for a '$' itself write '$$'",
        "${SET/x/y} | '${SET/x/y}' is not such as ${SET} or ${SET:-default}",
        "${SET:} | '${SET:}' is not such as ${SET} or ${SET:-default}",
        "5$ | '$' is no variable; for a '$' itself write '$$'",
        "$(x) | '$(' is no variable; for a '$' itself write '$$'",
      })
  void areToldWhereTheyCannotBeFilledIn(String text, String complaint) {
    List<String> complaints = new ArrayList<>();
    variables.fill(text, complaints::add);
    assertEquals(List.of(complaint), complaints);
  }

  @Test
  void areAllTold() {
    List<String> complaints = new ArrayList<>();
    variables.fill("${ONE_THING} ${ANOTHER:?x} $", complaints::add);
    assertEquals(3, complaints.size());
  }

  @Test
  void defaultsInDefaultsEndSomewhere() {
    List<String> complaints = new ArrayList<>();
    variables.fill("${A:-".repeat(100) + "}".repeat(100), complaints::add);
    assertEquals(1, complaints.size());
  }
}
