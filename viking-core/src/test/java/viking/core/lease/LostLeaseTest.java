package viking.core.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.actor.StoreEffect;
import viking.core.store.LeaseAnswer;

/** A lease that is gone, that nobody answers for, or that is given up. */
class LostLeaseTest {
  private static final Duration TTL = LeaseScene.TTL;

  private final LeaseScene scene = new LeaseScene();
  private final HeldLease lease = scene.lease();

  @Test
  void isAskedForAnewAtOnceWhenItIsGone() {
    scene.grant(7);
    scene.pass(2_000);
    scene.tell(scene.step(), LeaseAnswer.gone(7));
    assertFalse(lease.valid(scene.now()));
    assertEquals(0, lease.id());
    assertEquals(0, scene.untilNextStep());
    StoreEffect asked = scene.step();
    assertEquals("a lease to live on", asked.reason());
    scene.tell(asked, LeaseAnswer.alive(8, TTL));
    assertEquals(8, lease.id());
    assertTrue(lease.valid(scene.now()));
  }

  @Test
  void isNotEndedByTheEndOfAnEarlierOne() {
    scene.grant(7);
    scene.pass(2_000);
    StoreEffect late = scene.step();
    scene.pass(2_000);
    scene.tell(scene.step(), LeaseAnswer.gone(7));
    scene.tell(scene.step(), LeaseAnswer.alive(8, TTL));
    scene.take(late, LeaseAnswer.gone(7));
    assertEquals(8, lease.id());
    assertTrue(lease.valid(scene.now()));
  }

  /** An operator revoked it; the answer to a renewal from before comes last. */
  @Test
  void isNotBroughtBackByALateAnswerWhenItIsGone() {
    scene.grant(7);
    scene.pass(2_000);
    StoreEffect late = scene.step();
    scene.pass(2_000);
    scene.tell(scene.step(), LeaseAnswer.gone(7));
    assertFalse(scene.take(late, LeaseAnswer.alive(7, TTL)));
    assertEquals(0, lease.id());
    assertFalse(lease.valid(scene.now()));
    scene.tell(scene.step(), LeaseAnswer.alive(8, TTL));
    assertEquals(8, lease.id());
  }

  @Test
  void isTriedAgainSoonWhenEtcdDoesNotAnswer() {
    scene.grant(7);
    scene.pass(2_000);
    scene.tell(scene.step(), LeaseAnswer.failed(7, "no leader"));
    assertEquals(7, lease.id());
    assertTrue(lease.valid(scene.now()));
    assertEquals(300, scene.untilNextStep());
    scene.pass(300);
    assertEquals("still here", scene.step().reason());
  }

  @Test
  void isAskedForAgainSoonWhenItIsNotGranted() {
    scene.tell(scene.step(), LeaseAnswer.failed(0, "no leader"));
    assertEquals(300, scene.untilNextStep());
    scene.pass(300);
    assertEquals("a lease to live on", scene.step().reason());
  }

  @Test
  void isRenewedOnTimeWhenAFailureIsToldLate() {
    scene.grant(7);
    scene.pass(2_000);
    StoreEffect failed = scene.step();
    scene.pass(1_900);
    scene.tell(failed, LeaseAnswer.failed(7, "deadline exceeded"));
    assertEquals(100, scene.untilNextStep());
  }

  @Test
  void isHeldAgainWhenEtcdAnswersAfterItsTimeWasOver() {
    scene.grant(7);
    scene.pass(20_000);
    assertFalse(lease.valid(scene.now()));
    StoreEffect renewal = scene.step();
    assertEquals("still here", renewal.reason());
    scene.tell(renewal, LeaseAnswer.alive(7, TTL));
    assertTrue(lease.valid(scene.now()));
  }

  @Test
  void isRevokedWhenItIsGivenUp() {
    scene.grant(7);
    StoreEffect.Revoke revoke = (StoreEffect.Revoke) scene.giveUp().get(0);
    assertEquals(7, revoke.lease());
    assertFalse(lease.valid(scene.now()));
    scene.pass(20_000);
    assertEquals(Long.MAX_VALUE, lease.step(scene.now(), effect -> fail(effect.toString())));
  }

  @Test
  void isGivenUpWithoutAWordWhereThereIsNone() {
    StoreEffect asked = scene.step();
    assertEquals(List.of(), scene.giveUp());
    scene.tell(asked, LeaseAnswer.alive(7, TTL));
    assertFalse(lease.valid(scene.now()));
    assertTrue(lease.over());
  }

  @Test
  void isOverOnlyWhenItsRevocationIsAnswered() {
    scene.grant(7);
    scene.pass(2_000);
    StoreEffect late = scene.step();
    StoreEffect revoke = (StoreEffect) scene.giveUp().get(0);
    assertFalse(lease.over(), "etcd has said nothing yet");
    scene.tell(late, LeaseAnswer.alive(7, TTL));
    assertFalse(lease.over(), "that was the answer to something else");
    scene.tell(revoke, LeaseAnswer.gone(7));
    assertTrue(lease.over());
    assertFalse(lease.valid(scene.now()));
  }

  @Test
  void isOverAlsoWhenItsRevocationFails() {
    scene.grant(7);
    scene.tell((StoreEffect) scene.giveUp().get(0), LeaseAnswer.failed(0, "no answer"));
    assertTrue(lease.over());
  }

  @Test
  void isRevokedOnceHoweverOftenItIsGivenUp() {
    scene.grant(7);
    StoreEffect revoke = (StoreEffect) scene.giveUp().get(0);
    assertEquals(List.of(), scene.giveUp());
    assertFalse(lease.over());
    scene.tell(revoke, LeaseAnswer.gone(7));
    assertTrue(lease.over());
  }

  @Test
  void isNotOverWhileNobodyHasGivenItUp() {
    scene.grant(7);
    scene.pass(2_000);
    scene.tell(scene.step(), LeaseAnswer.gone(7));
    assertFalse(lease.over());
  }
}
