package viking.leader.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.actor.testing.ManualClock;

/** How long what was refused is left alone, and how long that is remembered. */
class PatienceTest {
  private final ManualClock clock = new ManualClock();
  private final Patience<String> patience = new Patience<>();

  @Test
  void doublesUntilSixSeconds() {
    assertEquals(Duration.ofMillis(50), restOf("job"));
    assertEquals(Duration.ofMillis(100), restOf("job"));
    for (int i = 0; i < 10; i++) {
      patience.rest("job", clock.now());
    }
    assertEquals(Duration.ofMillis(6400), restOf("job"));
    assertEquals(Duration.ofMillis(50), restOf("other"));
    patience.forget("job");
    assertEquals(Optional.empty(), patience.restsUntil("job", clock.now()));
    assertEquals(Duration.ofMillis(50), restOf("job"));
  }

  /** A job that is gone for good never has a write applied again. */
  @Test
  void forgetsWhatHasHadNothingRefusedForLong() {
    for (int i = 0; i < 10_000; i++) {
      patience.rest("job " + i, clock.now());
      clock.pass(Duration.ofSeconds(1));
    }
    assertTrue(patience.size() < 200, () -> patience.size() + " are remembered");
  }

  @Test
  void goesOnDoublingForWhatIsRefusedAllTheTime() {
    for (int i = 0; i < 100; i++) {
      patience.rest("job", clock.now());
      clock.pass(Duration.ofSeconds(7));
    }
    assertEquals(Duration.ofMillis(6400), restOf("job"));
  }

  private Duration restOf(String subject) {
    patience.rest(subject, clock.now());
    return Duration.ofNanos(
        patience.restsUntil(subject, clock.now()).orElseThrow() - clock.now().nanos());
  }
}
