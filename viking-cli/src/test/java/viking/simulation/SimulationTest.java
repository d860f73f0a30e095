package viking.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
  @Test
  void aClusterSurvivesWhateverTheSeedsBring() {
    Simulate.Report report = Simulate.run(1, Long.getLong("viking.seeds", 1000));
    assertEquals(List.of(), report.failures());
  }
}
