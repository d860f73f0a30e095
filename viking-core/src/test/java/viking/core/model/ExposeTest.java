package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.testing.Refused;

class ExposeTest {
  @Test
  void readsAPortOfTheContainer() {
    assertEquals(new Expose(80, Protocol.TCP, OptionalInt.empty(), false), Expose.parse("80"));
    assertEquals(new Expose(53, Protocol.UDP, OptionalInt.empty(), false), Expose.parse("53/udp"));
  }

  @Test
  void readsTheHostsPortOnTheLeft() {
    assertEquals(
        new Expose(22, Protocol.TCP, OptionalInt.of(2222), false), Expose.parse("2222:22"));
    assertEquals(
        new Expose(53, Protocol.UDP, OptionalInt.of(5353), false), Expose.parse("5353:53/udp"));
  }

  @Test
  void takesAHostPortOnlyWhereOneIsFixed() {
    assertEquals(Optional.empty(), Expose.parse("80").hostPort());
    assertEquals(Optional.of(new HostPort(53, Protocol.UDP)), Expose.parse("53:53/udp").hostPort());
    assertEquals("53/udp", Expose.parse("53:53/udp").hostPort().orElseThrow().toString());
  }

  @Test
  void isOpenToTheWorldOnlyWhenOpened() {
    Expose closed = Expose.parse("2222:22");
    assertFalse(closed.open());
    assertTrue(closed.opened().open());
    assertEquals(closed.hostPort(), closed.opened().hostPort());
  }

  @ParameterizedTest
  @CsvSource({
    "80, 80",
    "80/tcp, 80",
    "53/udp, 53/udp",
    "2222:22, 2222:22",
    "2222:22/tcp, 2222:22",
    "53:53/udp, 53:53/udp"
  })
  void isWrittenAsShortAsItCanBe(String read, String written) {
    assertEquals(written, Expose.parse(read).toString());
    assertEquals(Expose.parse(read), Expose.parse(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http",
        "0",
        "65536",
        "080",
        "-80",
        "80-90",
        ":80",
        "80:",
        "1:2:3",
        "80 ",
        "0:80",
        "80:65536",
        "127.0.0.1:80:80",
        "/tcp",
        "[::1]:80:80",
        "80,81"
      })
  void refusesWhatIsNoPort(String text) {
    Refused.with(
        "expose '" + text + "' is not a port such as 80, 53/udp or 2222:22 (host port left)",
        () -> Expose.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"80/, ''", "80/sctp, sctp", "80/TCP, TCP", "80/tcp/udp, tcp/udp", "x/http, http"})
  void refusesOtherProtocols(String text, String protocol) {
    Refused.with("protocol '" + protocol + "' is not tcp or udp", () -> Expose.parse(text));
  }
}
