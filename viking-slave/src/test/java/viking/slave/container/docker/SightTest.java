package viking.slave.container.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import viking.slave.container.Phase;

class SightTest {
  @Test
  void namesRunsSoThatTheyCompareAsText() {
    String[] inOrder = {
      "0001-01-01T00:00:00Z",
      "2024-01-01T10:00:00Z",
      "2024-01-01T10:00:00.12Z",
      "2024-01-01T10:00:00.1200001Z",
      "2024-01-01T10:00:00.121Z",
      "2024-01-01T12:00:01+02:00",
      "2024-01-01T10:00:01.5Z",
    };
    for (int i = 1; i < inOrder.length; i++) {
      String earlier = Sight.run(inOrder[i - 1]);
      String later = Sight.run(inOrder[i]);
      assertTrue(earlier.compareTo(later) < 0, earlier + " " + later);
    }
    assertEquals("", Sight.run(inOrder[0]));
  }

  @Test
  void takesWhatIsPausedForRunning() {
    assertEquals(Phase.RUNNING, Sight.phase("paused"));
    assertEquals(Phase.CREATED, Sight.phase("created"));
    assertEquals(Phase.EXITED, Sight.phase("dead"));
  }
}
