package viking.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.Test;
import viking.core.model.BadInput;

class AddressTest {
  @Test
  void isTheOneThatLeadsToThePeer() {
    assertEquals("127.0.0.1", Address.towards(URI.create("http://127.0.0.1:2379")));
  }

  @Test
  void aPeerWithoutAnAddressLeadsNowhere() {
    BadInput bad =
        assertThrows(
            BadInput.class, () -> Address.towards(URI.create("http://no-such-name.invalid:2379")));
    assertEquals(
        "etcd's name no-such-name.invalid is unknown here; give --external", bad.getMessage());
  }

  @Test
  void anAddressOfAnotherMachineIsRefused() {
    assertEquals("127.0.0.1", Address.own("127.0.0.1"));
    BadInput bad = assertThrows(BadInput.class, () -> Address.own("192.0.2.7"));
    assertEquals(
        "external 192.0.2.7 is none of this machine's addresses (see: ip address)",
        bad.getMessage());
  }
}
