package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferingTest {
  @Test
  void areThoseThatOneHasAloneOrOtherwise() {
    Differing names = Differing.of(Map.of("A", 1, "B", 1, "C", 1), Map.of("B", 2, "C", 1, "D", 1));
    assertEquals("A, B, D", names.toString());
    assertEquals("B", names.among(Set.of("B", "C")).toString());
    assertTrue(names.among(Set.of("C")).isEmpty());
  }

  @Test
  void ofManyTheFirstAreShown() {
    Map<String, Integer> seven = Map.of("A", 1, "B", 1, "C", 1, "D", 1, "E", 1, "F", 1, "G", 1);
    assertEquals("A, B, C, D, E and 2 more", Differing.of(seven, Map.of()).toString());
  }
}
