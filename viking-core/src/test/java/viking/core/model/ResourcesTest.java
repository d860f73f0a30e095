package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import viking.core.model.testing.Refused;

class ResourcesTest {
  private static final Resources ROOM = new Resources(1000, 4096);

  @Test
  void fitWhereThereIsAsMuchOfBoth() {
    assertTrue(ROOM.fitsIn(ROOM));
    assertTrue(Resources.NONE.fitsIn(Resources.NONE));
    assertFalse(new Resources(1001, 1).fitsIn(ROOM));
    assertFalse(new Resources(1, 4097).fitsIn(ROOM));
  }

  @Test
  void addUp() {
    assertEquals(new Resources(1250, 4100), ROOM.plus(new Resources(250, 4)));
    assertEquals(ROOM, ROOM.plus(Resources.NONE));
  }

  @Test
  void areNeverNegative() {
    Refused.with("cpu must not be negative", () -> new Resources(-1, 0));
    Refused.with("memory must not be negative", () -> new Resources(0, -1));
  }
}
