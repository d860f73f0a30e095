package viking.slave.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void waitsTwiceAsLongEachTimeUpToAMinute() {
    assertEquals(
        List.of(0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L),
        IntStream.range(0, 10).mapToObj(i -> Backoff.after(i).toSeconds()).toList());
    assertEquals(60, Backoff.after(Integer.MAX_VALUE).toSeconds());
  }
}
