package viking.leader.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.store.Compare;

class FenceTest {
  private static final Fence FENCE = new Fence(5, 9);

  @Test
  void isComparedByTheLastPutOfTheLeadersKey() {
    assertEquals(Compare.modified(Keys.leader(), 9), FENCE.compare());
  }

  @Test
  void outdatesAnEarlierFenceOfItsTerm() {
    assertTrue(new Fence(5, 10).outdates(FENCE));
    assertFalse(FENCE.outdates(new Fence(5, 10)));
  }

  @Test
  void doesNotOutdateItself() {
    assertFalse(FENCE.outdates(FENCE));
  }

  @Test
  void outdatesEveryOtherTerm() {
    assertTrue(new Fence(20, 20).outdates(FENCE));
    assertTrue(FENCE.outdates(new Fence(0, 0)));
  }
}
