package viking.api.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import viking.api.http.Refusal;
import viking.core.model.Release;
import viking.core.model.Rollout.Phase;

/** Which release a rollback goes back to. */
class RollingBackTest {
  private final Shop shop = new Shop();

  @Test
  void goesBackOverWhatHasFailedOrWasOvertaken() {
    shop.release(1, "a");
    shop.release(2, "b");
    shop.release(3, "c");
    Release current = shop.release(4, "d");
    shop.rollout(4, Phase.DONE, 4, Map.of(2, Phase.FAILED, 3, Phase.ROLLING));
    assertEquals(1, target(current));
  }

  @Test
  void goesBackToNothingThatWasNeverReady() {
    shop.release(1, "a");
    shop.release(2, "b");
    Release current = shop.release(3, "b");
    shop.rollout(3, Phase.DONE, 3, Map.of(1, Phase.FAILED));
    Refusal refusal = assertThrows(Refusal.class, () -> target(current));
    assertEquals(
        "no release of shop that differs from the present one was ever wholly ready; 'viking history"
            + " shop' lists them, and 'viking rollback shop N' takes any",
        refusal.getMessage());
    assertEquals(1, RollingBack.target(shop.present(current), OptionalInt.of(1)).number());
  }

  private int target(Release current) {
    return RollingBack.target(shop.present(current), OptionalInt.empty()).number();
  }
}
