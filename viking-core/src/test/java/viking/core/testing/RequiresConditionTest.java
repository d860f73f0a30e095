package viking.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequiresConditionTest {
  private static final List<String> MISSING =
      List.of("needs etcd: none", "needs root: you are not");

  @Test
  void runsATestThatHasAllItNeeds() {
    assertFalse(RequiresCondition.judge(List.of(), true).isDisabled());
  }

  @Test
  void skipsWithEveryReason() {
    var result = RequiresCondition.judge(MISSING, false);
    assertTrue(result.isDisabled());
    assertEquals("needs etcd: none; and needs root: you are not", result.getReason().orElseThrow());
  }

  @Test
  void failsWhereNothingMayBeSkipped() {
    var failure =
        assertThrows(IllegalStateException.class, () -> RequiresCondition.judge(MISSING, true));
    assertTrue(failure.getMessage().startsWith("needs etcd: none"), failure.getMessage());
  }

  @Test
  void takesAnEngineThatIsNotThereForMissing() {
    assertFalse(Ping.answers("unix:///nowhere/docker.sock"));
    assertFalse(Ping.answers("nonsense"));
  }
}
