package viking.slave.container.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullsTest {
  @ParameterizedTest
  @CsvSource({
    "web, web:latest",
    "web:1, web:1",
    "registry:5000/web, registry:5000/web:latest",
    "registry:5000/web:2, registry:5000/web:2",
    "web@sha256:ab, web@sha256:ab",
  })
  void asksForOneTag(String image, String asked) {
    assertEquals(asked, Pulls.named(image));
  }
}
