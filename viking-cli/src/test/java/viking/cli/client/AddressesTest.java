package viking.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.BadInput;

class AddressesTest {
  @ParameterizedTest
  @CsvSource({
    "h1,http://h1:1113",
    "h1:99,http://h1:99",
    "http://10.0.0.1,http://10.0.0.1:1113",
    "https://h1.example.com:443/,https://h1.example.com:443",
    "[fd00::1],http://[fd00::1]:1113",
    "[fd00::1]:80,http://[fd00::1]:80",
  })
  void fillsInWhatIsNotSaid(String text, String address) {
    assertEquals(List.of(address), Addresses.parse(text, 1113));
  }

  @Test
  void takesSeveralInTheirOrderAndEachOnce() {
    assertEquals(
        List.of("http://b:1113", "http://a:1113"), Addresses.parse(" b, a ,,http://b:1113", 1113));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "ftp://h1",
        "h1/x",
        "h1?x",
        "u@h1",
        "h1:99999",
        "fd00::1",
        "h_1",
        "h1:x",
        "%",
        "://"
      })
  void refusesTheRest(String text) {
    BadInput refusal = assertThrows(BadInput.class, () -> Addresses.parse(text, 1113));
    assertTrue(refusal.getMessage().startsWith("'" + text + "' is no"), refusal.getMessage());
  }
}
