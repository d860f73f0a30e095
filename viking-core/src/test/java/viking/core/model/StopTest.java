package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.testing.Refused;

class StopTest {
  private static final Duration NOW = Duration.ZERO;
  private static final Duration BEFORE = Duration.ofMillis(-1);

  @Test
  void isUsuallyATermWithTenSecondsEach() {
    assertEquals(new Stop("SIGTERM", Duration.ofSeconds(10), Duration.ofSeconds(10)), Stop.USUAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIGINT", "SIGUSR1", "SIGRTMIN", "SIGRTMIN+3", "SIGRTMAX-14"})
  void knowsSignalsByName(String signal) {
    assertEquals(signal, new Stop(signal, NOW, NOW).signal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TERM", "sigterm", "SIG", "15", "SIGTERM ", "SIGTREM", "SIGRTMIN+16"})
  void refusesOtherSignals(String signal) {
    Refused.with(
        "stop: signal '" + signal + "' is not a name such as SIGTERM",
        () -> new Stop(signal, NOW, NOW));
  }

  @Test
  void refusesToEndBeforeItBegins() {
    String problem = "stop: grace and drain must not be negative";
    Refused.with(problem, () -> new Stop("SIGTERM", BEFORE, NOW));
    Refused.with(problem, () -> new Stop("SIGTERM", NOW, BEFORE));
  }
}
