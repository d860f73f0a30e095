package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.model.testing.Refused;

class HostTest {
  @Test
  void namesWhatIsWrongWithIt() {
    Refused.with(
        "hostname 'H1' is not a DNS name in lower case", () -> host("H1", "id", "10.0.0.1"));
    Refused.with("host h1 has no id", () -> host("h1", " ", "10.0.0.1"));
    Refused.with("address '10.0.0.256' is not an IP address", () -> host("h1", "id", "10.0.0.256"));
    Refused.with(
        "tag 'SSD' is not 1 to 63 of a-z, 0-9, dot and hyphen",
        () -> host("h1", "id", "10.0.0.1", "ssd", "SSD"));
  }

  @Test
  void isTheSameHostWhenItIsAboutToRestart() {
    Host host = host("h1", "id", "fe80::1", "ssd");
    assertFalse(host.restarting());
    assertEquals(
        new Host("h1", "id", "fe80::1", Set.of("ssd"), Resources.NONE, 9, "20.10", "0.1", true),
        host.restartingNow());
  }

  private static Host host(String name, String id, String address, String... tags) {
    return new Host(name, id, address, Set.of(tags), Resources.NONE, 9, "20.10", "0.1", false);
  }
}
