package viking.core.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuildTagTest {
  @Test
  void isTwelveHexDigitsAndAlwaysTheSame() {
    String tag = BuildTag.of("FROM a", Map.of("A", "1", "B", "2"), "sha256:00", List.of("t"));
    assertTrue(tag.matches("[0-9a-f]{12}"), tag);
    assertEquals(tag, BuildTag.of("FROM a", Map.of("B", "2", "A", "1"), "sha256:00", List.of("t")));
  }

  @Test
  void everyInputCounts() {
    List<String> tags =
        List.of(
            BuildTag.of("FROM a", Map.of(), "sha256:00", List.of()),
            BuildTag.of("FROM b", Map.of(), "sha256:00", List.of()),
            BuildTag.of("FROM a", Map.of("A", ""), "sha256:00", List.of()),
            BuildTag.of("FROM a", Map.of("A", "1"), "sha256:00", List.of()),
            BuildTag.of("FROM a", Map.of(), "sha256:01", List.of()),
            BuildTag.of("FROM a", Map.of(), "sha256:00", List.of("x", "y")),
            BuildTag.of("FROM a", Map.of(), "sha256:00", List.of("y", "x")),
            BuildTag.of("FROM a", Map.of(), "sha256:00", List.of("xy")));
    assertEquals(tags.size(), Set.copyOf(tags).size());
  }
}
