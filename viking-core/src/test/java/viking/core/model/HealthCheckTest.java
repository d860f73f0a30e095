package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.testing.Refused;

class HealthCheckTest {
  @ParameterizedTest
  @CsvSource({"PT0S, PT1S", "PT1S, PT0S", "PT-1S, PT1S", "PT1S, PT-0.001S"})
  void takesTime(Duration interval, Duration timeout) {
    Refused.with(
        "health: interval and timeout must be longer than 0",
        () -> check(80, interval, timeout, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void failsOnceAtLeastBeforeItCounts(int retries) {
    Refused.with(
        "health: retries must be 1 or more",
        () -> check(80, Duration.ofSeconds(1), Duration.ofSeconds(1), retries));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65536})
  void asksAtAPortThatThereIs(int port) {
    Refused.with(
        "health: port " + port + " is not a port from 1 to 65535",
        () -> check(port, Duration.ofSeconds(1), Duration.ofSeconds(1), 1));
  }

  @Test
  void keepsACommandOfItsOwn() {
    List<String> command = new ArrayList<>(List.of("true"));
    HealthCheck check =
        new HealthCheck(
            HealthCheck.Kind.COMMAND,
            "",
            command,
            OptionalInt.empty(),
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            1,
            Duration.ZERO);
    command.clear();
    assertEquals(List.of("true"), check.command());
  }

  private static HealthCheck check(int port, Duration interval, Duration timeout, int retries) {
    return new HealthCheck(
        HealthCheck.Kind.HTTP,
        "/",
        List.of(),
        OptionalInt.of(port),
        interval,
        timeout,
        retries,
        Duration.ZERO);
  }
}
