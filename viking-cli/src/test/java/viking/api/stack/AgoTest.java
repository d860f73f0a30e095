package viking.api.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgoTest {
  @ParameterizedTest
  @CsvSource({
    "-5, 0 s",
    "0, 0 s",
    "119, 119 s",
    "120, 2 min",
    "427, 7 min",
    "7199, 119 min",
    "7200, 2 h",
    "172799, 47 h",
    "172800, 2 days"
  })
  void isSaidInAUnitThatPeopleWouldTake(long seconds, String words) {
    assertEquals(words, Ago.words(Duration.ofSeconds(seconds)));
  }
}
