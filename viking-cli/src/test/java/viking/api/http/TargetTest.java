package viking.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import viking.core.model.BadInput;

/** Taking a request line's path and parameters apart. */
class TargetTest {
  @Test
  void pathAndParametersAreDecoded() {
    Target target = Target.parse("/v1/a%2Fb/%C3%BC?x=1+2&y=%26&z");
    assertEquals(List.of("v1", "a/b", "ü"), target.segments());
    assertEquals(Map.of("x", "1 2", "y", "&", "z", ""), target.query());
  }

  @Test
  void aPlusInThePathIsAPlus() {
    assertEquals(List.of("a+b"), Target.parse("/a+b").segments());
  }

  @ParameterizedTest
  @CsvSource({
    "*,the path '*' does not begin with a slash",
    "http://h/x,the path 'http://h/x' does not begin with a slash",
    "/%,'%' in the request line: after % come two hex digits",
    "/%4,'%4' in the request line: after % come two hex digits",
    "/%4g,'%4g' in the request line: after % come two hex digits",
    "/%c3,'%c3' in the request line is not UTF-8",
    "/ü,'ü' in the request line is not encoded as URLs are",
    "/a?x=1&x=2,the parameter 'x' is given twice",
  })
  void whatIsNoUrlIsRefused(String uri, String problem) {
    assertEquals(problem, assertThrows(BadInput.class, () -> Target.parse(uri)).getMessage());
  }

  @Test
  void anUnknownParameterIsToldWithWhatWasMeant() {
    Target target = Target.parse("/a?hots=1");
    BadInput problem = assertThrows(BadInput.class, () -> target.check(Set.of("host", "stack")));
    assertEquals("unknown parameter 'hots', did you mean 'host'?", problem.getMessage());
  }

  @Test
  void whateverComesIsTakenApartOrRefused() {
    Random random = new Random(7);
    String alphabet = "/%?&=+abc0 \u00e9\u0000";
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder uri = new StringBuilder("/");
      int length = random.nextInt(12);
      for (int j = 0; j < length; j++) {
        uri.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertEquals(uri.toString().split("\\?", 2)[0], Target.parse(uri.toString()).path());
        taken++;
      } catch (BadInput e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
    assertEquals(true, taken > 1000);
  }
}
