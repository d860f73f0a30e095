package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import viking.core.model.testing.Refused;

class EndpointTest {
  @Test
  void isReachedAtAnAddressAndAPort() {
    assertEquals("10.0.0.1:32768", endpoint("10.0.0.1").value());
    assertEquals("[fe80::1]:32768", endpoint("fe80::1").value());
  }

  @Test
  void refusesWhatIsNoAddress() {
    Refused.with("address 'h1' is not an IP address", () -> endpoint("h1"));
  }

  private static Endpoint endpoint(String address) {
    return new Endpoint(JobId.parse("shop.web.1"), 80, Protocol.TCP, address, 32768);
  }
}
