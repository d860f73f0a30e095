package viking.core.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinksTest {
  @ParameterizedTest
  @CsvSource({
    "a, b, false",
    "a, ./b/c, false",
    "a/b, ../c, false",
    "a/b/c, ../../d, false",
    "a, ../b, true",
    "a/b, ../../c, true",
    "a, /etc, true",
    "a, '', true",
    "a, b/../../c, true",
    "a/b, c/../d, true",
    "a/b/c, ./.././../d, false",
  })
  void stayInsideOrMayNot(String name, String target, boolean outside) {
    assertEquals(outside, Links.leadsOutside(name, target));
  }
}
