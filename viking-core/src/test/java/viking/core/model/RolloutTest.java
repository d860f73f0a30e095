package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import viking.core.model.Rollout.Phase;

class RolloutTest {
  @Test
  void whatWasReadyIsTheLastGoodOne() {
    Rollout first = Rollout.begins(1);
    assertEquals(0, first.good());
    Rollout second = done(first).followedBy(2);
    assertEquals(1, second.good());
    assertEquals(Map.of(), second.fallen());
  }

  @Test
  void whatWasOvertakenOrFailedIsRemembered() {
    Rollout third = done(Rollout.begins(1)).followedBy(2).followedBy(3);
    assertEquals(Map.of(2, Phase.ROLLING), third.fallen());
    Rollout fourth = third.undoneBy(4, "web: no", List.of("Error"));
    assertEquals(Map.of(2, Phase.ROLLING, 3, Phase.FAILED), fourth.fallen());
    assertEquals(3, fourth.undone());
    assertEquals(1, fourth.good());
    Rollout failed = fourth.at(Phase.FAILED, Duration.ZERO, "web: no", List.of());
    assertEquals(Map.of(2, Phase.ROLLING, 3, Phase.FAILED), failed.fallen());
    assertEquals(Phase.FAILED, failed.followedBy(5).fallen().get(4));
    assertEquals(1, failed.followedBy(5).good());
  }

  @Test
  void whatNobodyLookedAtWasNeverReady() {
    assertEquals(
        Map.of(2, Phase.ROLLING, 3, Phase.ROLLING), done(Rollout.begins(1)).followedBy(4).fallen());
  }

  @Test
  void itIsForgottenWithTheHistory() {
    Rollout late = Rollout.begins(1).followedBy(2).followedBy(60);
    assertEquals(49, late.fallen().size());
    assertEquals(List.of(11, 59), ends(late));
    assertEquals(List.of(13, 61), ends(late.followedBy(61).followedBy(62)));
  }

  private static List<Integer> ends(Rollout rollout) {
    TreeSet<Integer> all = new TreeSet<>(rollout.fallen().keySet());
    return List.of(all.first(), all.last());
  }

  private static Rollout done(Rollout rollout) {
    return rollout.at(Phase.DONE, Duration.ZERO, "", List.of());
  }
}
