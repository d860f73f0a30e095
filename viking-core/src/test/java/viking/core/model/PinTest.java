package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import viking.core.model.testing.Refused;

class PinTest {
  @Test
  void namesWhatIsWrongWithIt() {
    Refused.with("host 'h_1' is not a DNS name in lower case", () -> new Pin("h_1", "id", false));
    Refused.with("the pin to h1 names no host id", () -> new Pin("h1", "", false));
  }

  @Test
  void isMadeOnTheHostThatItPinsTo() {
    assertEquals(new Pin("h1", "id", true), new Pin("h1", "id", false).withMade());
  }
}
