package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.testing.Refused;

/** The constants that people spell. */
class WordsOfEnumsTest {
  @ParameterizedTest
  @EnumSource
  void restartIsReadAsItIsWritten(Restart restart) {
    assertEquals(restart, Restart.parse(restart.toString()));
  }

  @ParameterizedTest
  @EnumSource
  void protocolIsReadAsItIsWritten(Protocol protocol) {
    assertEquals(protocol, Protocol.parse(protocol.toString()));
  }

  @Test
  void restartIsSpeltWithAHyphen() {
    assertEquals(Restart.ON_FAILURE, Restart.parse("on-failure"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no", "ALWAYS", "on_failure", "unless-stopped"})
  void restartIsNothingElse(String text) {
    Refused.with(
        "restart '" + text + "' is not always, on-failure or never", () -> Restart.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TCP", "sctp"})
  void protocolIsNothingElse(String text) {
    Refused.with("protocol '" + text + "' is not tcp or udp", () -> Protocol.parse(text));
  }

  @Test
  void aClusterHasAnId() {
    Refused.with("the cluster has no id", () -> new Cluster(" ", 1, ""));
  }
}
