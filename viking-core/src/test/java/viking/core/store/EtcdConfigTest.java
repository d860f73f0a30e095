package viking.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.BadInput;

class EtcdConfigTest {
  @Test
  void takesSchemeAndPortForGranted() {
    assertEndpoints("127.0.0.1:2379", "http://127.0.0.1:2379");
    assertEndpoints("http://127.0.0.1:2379/", "http://127.0.0.1:2379");
    assertEndpoints("db1", "http://db1:2379");
    assertEndpoints("[::1]:12379", "http://[::1]:12379");
  }

  @Test
  void takesAListInItsOrder() {
    assertEndpoints(
        "10.0.0.2, http://10.0.0.1:4001", "http://10.0.0.2:2379", "http://10.0.0.1:4001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a,,b",
        "a,",
        "https://10.0.0.1:2379",
        "a b",
        "http://",
        "10.0.0.1:99999",
        "10.0.0.1:0",
        "10.0.0.1:port",
        "::1",
        "me@10.0.0.1",
        "10.0.0.1/v3",
        "10.0.0.1?x",
      })
  void namesTheEndpointThatItDoesNotUnderstand(String endpoint) {
    BadInput problem = assertThrows(BadInput.class, () -> EtcdConfig.of("good:1," + endpoint));
    assertTrue(problem.getMessage().contains(endpoint), problem::getMessage);
    assertTrue(problem.getMessage().startsWith("etcd endpoint"), problem::getMessage);
  }

  @Test
  void wantsOneAtLeast() {
    EtcdConfig config = EtcdConfig.of("a");
    assertThrows(
        BadInput.class, () -> new EtcdConfig(List.of(), config.deadline(), config.patience()));
  }

  private static void assertEndpoints(String text, String... expected) {
    assertEquals(
        Arrays.stream(expected).map(URI::create).toList(), EtcdConfig.of(text).endpoints());
  }
}
