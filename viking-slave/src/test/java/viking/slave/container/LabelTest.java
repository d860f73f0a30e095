package viking.slave.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static viking.slave.testing.Examples.JOB;
import static viking.slave.testing.Examples.job;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.model.BadInput;
import viking.core.model.Job;

class LabelTest {
  private static final Job VALUE =
      job("{\"image\":\"web\",\"run\":\"serve\",\"labels\":{\"team\":\"red\"}}");
  private static final Label LABEL = new Label("c1", JOB, 7, VALUE);

  @Test
  void tellsAllThatIsNeededToGoOnWithTheContainer() {
    assertEquals(Optional.of(LABEL), Label.of("viking.a.b.1", LABEL.write()));
  }

  @Test
  void standsBesideTheJobsOwnLabels() {
    assertEquals("red", LABEL.write().get("team"));
  }

  @Test
  void areNotTheJobsToGive() {
    String forger = "{\"image\":\"web\",\"labels\":{\"viking.cluster\":\"c2\"}}";
    assertThrows(BadInput.class, () -> job(forger));
  }

  @Test
  void isOfNoContainerWithoutLabels() {
    assertEquals(Optional.empty(), Label.of("viking.a.b.1", Map.of()));
  }

  @Test
  void isOfNoContainerOfAnotherName() {
    assertEquals(Optional.empty(), Label.of("viking.a.b.2", LABEL.write()));
    assertEquals(Optional.empty(), Label.of("copy", LABEL.write()));
  }

  @Test
  void isOfNoContainerWhoseLabelsCannotBeRead() {
    for (String name : LABEL.write().keySet()) {
      if (name.startsWith("viking.") && !name.equals("viking.cluster")) {
        Map<String, String> broken = new HashMap<>(LABEL.write());
        broken.put(name, "?");
        assertEquals(Optional.empty(), Label.of("viking.a.b.1", broken), name);
        broken.remove(name);
        assertEquals(Optional.empty(), Label.of("viking.a.b.1", broken), name);
      }
    }
  }
}
