package viking.core.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.store.LeaseAnswer;

class HeldLeaseTest {
  private static final Duration TTL = LeaseScene.TTL;

  private final LeaseScene scene = new LeaseScene();
  private final HeldLease lease = scene.lease();

  @Test
  void asksForALeaseFirst() {
    assertEquals(new StoreEffect.Grant(1, TTL, "a lease to live on"), scene.step());
    assertEquals(0, lease.id());
    assertFalse(lease.valid(scene.now()));
  }

  @Test
  void isHeldWhenItIsGranted() {
    scene.grant(7);
    assertEquals(7, lease.id());
    assertTrue(lease.valid(scene.now()));
  }

  @Test
  void isRenewedFourTimesInItsLife() {
    scene.grant(7);
    for (int i = 1; i <= 8; i++) {
      assertEquals(2_000, scene.untilNextStep());
      scene.pass(2_000);
      StoreEffect.KeepAlive renewal = (StoreEffect.KeepAlive) scene.step();
      assertEquals(7, renewal.lease());
      scene.tell(renewal, LeaseAnswer.alive(7, TTL));
      assertTrue(lease.valid(scene.now()));
    }
  }

  @Test
  void isOverHereBeforeItIsOverInEtcd() {
    scene.grant(7);
    scene.pass(7_199);
    assertTrue(lease.valid(scene.now()));
    scene.pass(1);
    assertFalse(lease.valid(scene.now()));
    assertEquals(7, lease.id());
  }

  @Test
  void isOverInTimeOnAClockThatBeganBelowZero() {
    scene.pass(-60_000);
    scene.grant(7);
    assertTrue(lease.valid(scene.now()));
    scene.pass(7_200);
    assertFalse(lease.valid(scene.now()));
  }

  @Test
  void countsFromWhenItWasAskedForAndNotFromTheAnswer() {
    StoreEffect asked = scene.step();
    scene.pass(5_000);
    scene.tell(asked, LeaseAnswer.alive(7, TTL));
    scene.pass(2_199);
    assertTrue(lease.valid(scene.now()));
    scene.pass(1);
    assertFalse(lease.valid(scene.now()));
  }

  @Test
  void countsARenewalFromWhenItWasSent() {
    scene.grant(7);
    scene.pass(2_000);
    StoreEffect renewal = scene.step();
    scene.pass(3_000);
    scene.tell(renewal, LeaseAnswer.alive(7, TTL));
    scene.pass(4_199);
    assertTrue(lease.valid(scene.now()));
    scene.pass(1);
    assertFalse(lease.valid(scene.now()));
  }

  @Test
  void isNotShortenedByAnAnswerThatComesLate() {
    scene.grant(7);
    scene.pass(2_000);
    StoreEffect first = scene.step();
    scene.pass(2_000);
    StoreEffect second = scene.step();
    scene.tell(second, LeaseAnswer.alive(7, TTL));
    scene.tell(first, LeaseAnswer.alive(7, TTL));
    scene.pass(7_199);
    assertTrue(lease.valid(scene.now()));
  }

  @Test
  void isValidForTheTimeThatEtcdGivesIt() {
    scene.tell(scene.step(), LeaseAnswer.alive(7, Duration.ofSeconds(4)));
    scene.pass(3_199);
    assertTrue(lease.valid(scene.now()));
    scene.pass(1);
    assertFalse(lease.valid(scene.now()));
  }

  @Test
  void isOneEvenWhereTwoWereGranted() {
    StoreEffect first = scene.step();
    scene.pass(2_000);
    StoreEffect second = scene.step();
    scene.tell(second, LeaseAnswer.alive(8, TTL));
    scene.tell(first, LeaseAnswer.alive(7, TTL));
    assertEquals(8, lease.id());
  }

  @Test
  void leavesTheAnswersToOthersAlone() {
    StoreEffect asked = scene.step();
    StoreEvent.LeaseTold other =
        new StoreEvent.LeaseTold(asked.token() + 1, LeaseAnswer.alive(9, TTL));
    assertFalse(lease.take(other, scene.now()));
    assertEquals(0, lease.id());
    scene.tell(asked, LeaseAnswer.alive(7, TTL));
    assertFalse(scene.take(asked, LeaseAnswer.gone(7)));
    assertEquals(7, lease.id());
  }

  @Test
  void forgetsTheOldestOfManyUnansweredRenewals() {
    scene.grant(7);
    List<StoreEffect> unanswered = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      scene.pass(2_000);
      unanswered.add(scene.step());
    }
    assertFalse(scene.take(unanswered.get(0), LeaseAnswer.alive(7, TTL)));
    assertTrue(scene.take(unanswered.get(1), LeaseAnswer.alive(7, TTL)));
  }
}
