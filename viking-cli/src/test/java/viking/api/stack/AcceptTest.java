package viking.api.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import viking.api.http.Refusal;
import viking.core.model.Release;
import viking.core.model.Rollout.Phase;
import viking.core.model.Stack;
import viking.core.model.testing.Plain;
import viking.core.store.Snapshot;
import viking.core.store.Write;

/** What a release writes, and why there may be none. */
class AcceptTest {
  @Test
  void fiftyReleasesAreKept() {
    assertEquals(List.of(), forgotten(49, "", 0));
    assertEquals(List.of("/release/shop/1"), forgotten(50, "", 0));
    assertEquals(List.of("/release/shop/2"), forgotten(51, "", 1));
  }

  @Test
  void ofLongReleasesFewerAreKept() {
    String long1 = "x".repeat(400 << 10);
    assertEquals(List.of(), forgotten(9, long1, 0));
    assertEquals(List.of("/release/shop/1"), forgotten(10, long1, 0));
    assertEquals(List.of("/release/shop/2", "/release/shop/3"), forgotten(12, long1, 1));
    assertEquals(10, forgotten(40, long1, 0).size());
  }

  @Test
  void whatIsThereAlreadyIsNoChangeAlsoWhereSomethingRunsOnce() {
    Present done = after(Phase.DONE);
    Release current = done.deployed();
    Release again = Accept.next(done, current.stack(), current.images(), "ann", "now");
    assertFalse(Accept.changes(done, again));
    assertEquals(List.of("migrate", "web"), Difference.none(again).unchanged());
    assertTrue(Accept.changes(after(Phase.FAILED), again), "it is tried again");
  }

  @Test
  void allSecretsThatNobodyHasSetAreNamedAtOnce() {
    Present nothing = Present.of("shop", new Snapshot(9, List.of()));
    Stack stack = Shop.stack("'web':{'job':{'image':'a','secrets':['KEY','TOKEN:env']}}");
    Release next = Accept.next(nothing, stack, Map.of(), "ann", "now");
    Refusal refusal = assertThrows(Refusal.class, () -> Accept.deploy(nothing, next));
    assertEquals(
        "secret KEY of deploy.web is not set: printf … | viking secret set shop KEY; secret TOKEN of"
            + " deploy.web is not set: printf … | viking secret set shop TOKEN",
        refusal.getMessage());
  }

  /** Of one release, which ended so. */
  private static Present after(Phase phase) {
    Shop shop = new Shop();
    Release current = shop.release(1, "a");
    shop.rollout(1, phase, 1, Map.of());
    return shop.present(current);
  }

  /** After so many releases, of which one was the last good one. */
  private static List<String> forgotten(int releases, String comment, int good) {
    Stack stack = new Stack("shop", comment, Map.of(), Map.of());
    Shop shop = new Shop();
    for (int number = 1; number < releases; number++) {
      shop.release(number, stack);
    }
    Release current = shop.release(releases, stack);
    shop.rollout(releases, Phase.ROLLING, good, Map.of());
    return Accept.of(shop.present(current), Plain.release(stack, releases + 1))
        .txn()
        .writes()
        .stream()
        .filter(write -> write.kind() == Write.Kind.DELETE)
        .map(Write::key)
        .toList();
  }
}
