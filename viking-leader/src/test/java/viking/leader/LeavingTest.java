package viking.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.actor.StoreEffect;
import viking.core.key.Keys;

/** Masters that are told to leave. */
class LeavingTest extends MastersScene {
  @Test
  void aSecondMasterLeadsAtOnceWhenTheFirstLeaves() {
    Master second = lead();
    first.tell(Order.LEAVE);
    cluster.pass(Duration.ofMillis(1));
    assertFalse(first.leads());
    assertTrue(second.leads());
  }

  @Test
  void hasLeftWhenEtcdHasAnswered() {
    lead();
    assertFalse(first.left());
    first.tell(Order.LEAVE);
    first.passOnce();
    assertFalse(first.leads());
    assertFalse(first.left(), "the answer is still on its way");
    first.passOnce();
    assertTrue(first.left());
    assertEquals(Optional.empty(), cluster.value(Keys.leader()));
  }

  @Test
  void hasLeftAtOnceWhereItHasAskedForNothingYet() {
    lead();
    Master third = cluster.master("h3");
    third.tell(Order.LEAVE);
    third.passOnce();
    assertTrue(third.left());
    assertEquals(Optional.of("h1"), cluster.value(Keys.leader()));
  }

  @Test
  void hasLeftAlsoWhenEtcdCannotBeTold() {
    lead();
    first.line().cut(true);
    first.tell(Order.LEAVE);
    first.passOnce();
    assertFalse(first.left());
    first.passOnce();
    assertTrue(first.left());
    assertFalse(first.leads());
    assertEquals(Optional.of("h1"), cluster.value(Keys.leader()));
  }

  @Test
  void writesNoMoreOnceItIsToldToLeave() {
    lead();
    put(WEB);
    first.takeEffects();
    first.line().cut(true);
    first.tell(Order.LEAVE);
    cluster.pass(SECOND);
    first.line().cut(false);
    hand.delete(Keys.proc(WEB));
    cluster.pass(SECOND);
    assertEquals(
        List.of(),
        first.takeEffects().stream().filter(StoreEffect.Commit.class::isInstance).toList());
  }
}
