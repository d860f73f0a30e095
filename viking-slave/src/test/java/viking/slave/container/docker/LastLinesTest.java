package viking.slave.container.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept of all that a container has printed. */
class LastLinesTest {
  @Test
  void areTheLastTen() {
    String text =
        IntStream.rangeClosed(1, 30).mapToObj(i -> i + "\n").collect(Collectors.joining());
    assertEquals(
        IntStream.rangeClosed(21, 30).mapToObj(Integer::toString).toList(), LastLines.last(text));
  }

  @Test
  void areNothingWhereNothingWasPrinted() {
    assertEquals(List.of(), LastLines.last(""));
    assertEquals(List.of(), LastLines.last("\n \r\n\n"));
  }

  @Test
  void haveNoColoursAndNoControls() {
    assertEquals(
        List.of("error: a  b", "end"),
        LastLines.last("\u001b[31merror\u001b[0m: a\u0007\tb\r\nend"));
  }

  @Test
  void areNeverMuch() {
    String text = "x".repeat(1500) + "\n" + "y".repeat(1500) + "\n" + "z";
    List<String> lines = LastLines.last(text);
    assertEquals(List.of(499, 1500, 1), lines.stream().map(String::length).toList());
    assertTrue(lines.get(0).endsWith("x…"), lines.get(0));
  }
}
