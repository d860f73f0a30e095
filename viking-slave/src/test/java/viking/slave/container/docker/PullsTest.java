package viking.slave.container.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullsTest {
  @Test
  void aFetchThatFailsBadlyIsAnsweredAndTheNextOneTried() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    try (Patience patience = new Patience();
        Lane lane = new Lane("test", 1, Duration.ofSeconds(60), patience, () -> {})) {
      Pulls pulls =
          new Pulls(
              image -> {
                if (tries.incrementAndGet() == 1) {
                  throw new StackOverflowError("deep");
                }
              },
              lane,
              lane);
      assertTrue(pulls.pull("web").get(60, TimeUnit.SECONDS).isPresent());
      assertEquals(Optional.empty(), pulls.pull("web").get(60, TimeUnit.SECONDS));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "web, web:latest",
    "web:1, web:1",
    "registry:5000/web, registry:5000/web:latest",
    "registry:5000/web:2, registry:5000/web:2",
    "web@sha256:ab, web@sha256:ab",
  })
  void asksForOneTag(String image, String asked) {
    assertEquals(asked, Pulls.named(image));
  }
}
