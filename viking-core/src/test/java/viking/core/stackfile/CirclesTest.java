package viking.core.stackfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CirclesTest {
  private final Map<String, List<Found<String>>> graph = new LinkedHashMap<>();

  @Test
  void areNoneWhereEverythingEndsSomewhere() {
    on("a", "b", "c");
    on("b", "c", "elsewhere");
    on("c");
    assertEquals(List.of(), names());
  }

  @Test
  void areNamedFromWhereTheyClose() {
    on("outside", "b");
    on("a", "b");
    on("b", "c");
    on("c", "a");
    on("self", "self");
    assertEquals(List.of("b c a b", "self self"), names());
  }

  @Test
  void thatHangTogetherAreTakenOneByOne() {
    on("a", "b", "c");
    on("b", "a");
    on("c", "d");
    on("d", "c", "a");
    assertEquals(List.of("a b a", "c d c"), names());
  }

  @Test
  void areSoughtFastInLongChains() {
    int many = 50_000;
    for (int i = 0; i < many; i++) {
      on("n" + i, "n" + (i + 1));
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertEquals(List.of(), Circles.in(graph)));
    on("n" + many, "n0");
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertEquals(1, Circles.in(graph).size()));
  }

  private void on(String name, String... others) {
    graph.put(
        name, Stream.of(others).map(other -> new Found<>(other, new Spot("f", 1, 1))).toList());
  }

  private List<String> names() {
    return Circles.in(graph).stream().map(circle -> String.join(" ", circle.names())).toList();
  }
}
