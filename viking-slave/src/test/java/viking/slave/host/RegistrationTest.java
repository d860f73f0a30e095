package viking.slave.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.codec.HostCodec;
import viking.core.store.Entry;
import viking.core.store.Outcome;

/** How a host comes to its key, and keeps it. */
class RegistrationTest extends RegistrationScene {
  @Test
  void announcesTheHostOnALeaseOfItsOwn() {
    look();
    perform(only(StoreEffect.Grant.class, step()));
    assertFalse(registration.registered());
    perform(only(StoreEffect.Commit.class, step()));
    assertTrue(registration.registered());
    Entry entry = etcd.find(KEY).orElseThrow();
    assertEquals(HostCodec.write(H1), entry.value());
    assertEquals(registration.lease(), entry.lease());
    assertEquals(entry.created(), registration.since());
    assertEquals(List.of(), step());
  }

  @Test
  void saysNothingWhileTheStoreIsNotBelievedOrWasNotLookedAt() {
    perform(only(StoreEffect.Grant.class, step()));
    assertEquals(List.of(), step());
    look();
    assertEquals(List.of(), effects(false));
    assertEquals(1, step().size());
  }

  @Test
  void keepsItsLeaseWhetherOrNotTheStoreIsBelieved() {
    register();
    clock.pass(TTL.dividedBy(4));
    assertInstanceOf(StoreEffect.KeepAlive.class, effects(false).get(0));
  }

  @Test
  void registersAgainWhenItsLeaseIsLost() {
    register();
    final long since = registration.since();
    etcd.revoke(registration.lease());
    clock.pass(TTL.dividedBy(4));
    perform(only(StoreEffect.KeepAlive.class, step()));
    assertFalse(registration.registered());
    assertEquals(0, registration.since());
    perform(only(StoreEffect.Grant.class, step()));
    perform(only(StoreEffect.Commit.class, step()));
    assertFalse(registration.registered(), "the key that it would replace is gone");
    assertFalse(registration.wantsLook(clock.now()), "in a moment");
    clock.pass(RETRY);
    assertTrue(registration.wantsLook(clock.now()));
    look();
    perform(only(StoreEffect.Commit.class, step()));
    assertTrue(registration.registered());
    assertTrue(registration.since() > since, "there was a break");
  }

  @Test
  void looksWhenItDoesNotKnowWhatBecameOfItsWord() {
    look();
    perform(only(StoreEffect.Grant.class, step()));
    StoreEffect.Commit commit = only(StoreEffect.Commit.class, step());
    etcd.commit(commit.txn());
    take(new StoreEvent.Committed(commit.token(), Outcome.unknown("no answer in time")));
    clock.pass(RETRY);
    assertTrue(registration.wantsLook(clock.now()));
    look();
    assertTrue(registration.registered());
    assertEquals(List.of(), step());
  }

  @Test
  void looksPastAListingThatIsOlderThanItsWord() {
    register();
    registration.looked(Optional.empty(), etcd.revision() - 1);
    assertTrue(registration.registered());
    registration.looked(Optional.empty(), etcd.revision());
    assertFalse(registration.registered());
  }

  @Test
  void renewsTheLeaseFromBeforeARestartFirstThingAndThenMovesToItsOwn() {
    register();
    long former = registration.lease();
    final long since = registration.since();
    registration = new Registration(tokens, H1, TTL, former);
    List<Effect> first = effects(false);
    assertEquals(former, only(StoreEffect.KeepAlive.class, first).lease());
    perform(only(StoreEffect.Grant.class, first));
    look();
    assertFalse(registration.registered());
    perform(only(StoreEffect.Commit.class, step()));
    assertTrue(registration.registered());
    assertEquals(since, registration.since(), "without a break");
    etcd.revoke(former);
    assertTrue(etcd.find(KEY).isPresent());
  }

  @Test
  void forgetsWhatAnotherStoreHasTaughtIt() {
    register();
    etcd.wipe();
    registration.forget();
    assertTrue(registration.wantsLook(clock.now()));
    look();
    assertFalse(registration.registered(), "though that store is not as far as the other was");
  }
}
