package viking.slave.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.codec.HostCodec;
import viking.core.store.Entry;
import viking.core.store.LeaseAnswer;

/** A host that leaves for a restart, on a lease of a minute. */
class LeavingTest extends RegistrationScene {
  @Test
  void leavesForARestartOnALeaseOfAMinute() {
    register();
    registration.leave();
    assertFalse(registration.left());
    List<Effect> effects = step();
    perform(only(StoreEffect.Commit.class, effects));
    assertFalse(registration.left(), "on its short lease it would vanish");
    StoreEffect.Grant grant = only(StoreEffect.Grant.class, effects);
    assertEquals(Duration.ofSeconds(60), grant.ttl());
    perform(grant);
    perform(only(StoreEffect.Commit.class, step()));
    assertTrue(registration.left());
    Entry entry = etcd.find(KEY).orElseThrow();
    assertTrue(HostCodec.read("h1", entry.value()).restarting());
    assertEquals(registration.lease(), entry.lease());
    clock.pass(Duration.ofSeconds(59));
    etcd.expire(clock.now().nanos());
    assertTrue(etcd.find(KEY).isPresent());
    clock.pass(Duration.ofSeconds(1));
    etcd.expire(clock.now().nanos());
    assertTrue(etcd.find(KEY).isEmpty());
  }

  @Test
  void hasNotLeftWhileTheStoreHasTheKeyOnTheShortLease() {
    register();
    registration.leave();
    List<Effect> effects = step();
    StoreEvent put = answer(only(StoreEffect.Commit.class, effects));
    perform(only(StoreEffect.Grant.class, effects));
    take(put);
    assertFalse(
        registration.left(), "what was put before the long lease was there is on the short");
    perform(only(StoreEffect.Commit.class, step()));
    assertTrue(registration.left());
    assertEquals(registration.lease(), etcd.find(KEY).orElseThrow().lease());
  }

  @Test
  void hasNotLeftWhileTheStoreKnowsNothingOfTheRestart() {
    look();
    perform(only(StoreEffect.Grant.class, step()));
    StoreEvent put = answer(only(StoreEffect.Commit.class, step()));
    registration.leave();
    perform(only(StoreEffect.Grant.class, step()));
    take(put);
    assertFalse(registration.left());
    perform(only(StoreEffect.Commit.class, step()));
    assertTrue(registration.left());
    assertTrue(HostCodec.read("h1", etcd.find(KEY).orElseThrow().value()).restarting());
  }

  @Test
  void hasNothingToLeaveUnderANameThatItIsRefused() {
    rival("scribble");
    look();
    perform(only(StoreEffect.Grant.class, step()));
    step();
    registration.leave();
    assertTrue(registration.left());
  }

  @Test
  void asksForItsLastLeaseAgainInAMomentWhenItIsNotGiven() {
    register();
    registration.leave();
    List<Effect> effects = step();
    perform(only(StoreEffect.Commit.class, effects));
    StoreEffect.Grant grant = only(StoreEffect.Grant.class, effects);
    take(new StoreEvent.LeaseTold(grant.token(), LeaseAnswer.failed(0, "no answer")));
    assertEquals(List.of(), step());
    clock.pass(RETRY);
    assertInstanceOf(StoreEffect.Grant.class, step().get(0));
  }
}
