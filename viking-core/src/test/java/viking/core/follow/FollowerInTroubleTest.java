package viking.core.follow;

import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.testing.Seeds;

/** Never wrong about what it says it knows, and in the end it knows all. */
@Timeout(value = 300, threadMode = SEPARATE_THREAD)
class FollowerInTroubleTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void holdsWhatTheStoreHeldAndInTheEndWhatItHolds(boolean auditsAll) {
    Seeds.each(
        2_000,
        draw -> {
          FollowerWorld world = new FollowerWorld(draw, auditsAll);
          for (int steps = draw.number(1, 120); steps > 0; steps--) {
            world.step();
          }
          world.settle();
        });
  }
}
