package viking.slave.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.actor.testing.ManualClock;
import viking.core.codec.HostCodec;
import viking.core.key.Keys;
import viking.core.model.Host;
import viking.core.store.Entry;
import viking.core.store.LeaseAnswer;
import viking.core.store.Outcome;
import viking.core.store.testing.EtcdModel;
import viking.slave.testing.Examples;
import viking.slave.testing.Hand;

class RegistrationTest {
  private static final Host H1 = Examples.host("h1");
  private static final Host OTHER =
      new Host("h1", "other", "10.0.0.77", H1.tags(), H1.capacity(), 0, "", "", false);
  private static final String KEY = Keys.host("h1");
  private static final Duration TTL = Duration.ofSeconds(3);
  private static final Duration RETRY = Duration.ofMillis(300);

  private final EtcdModel etcd = new EtcdModel();
  private final Hand hand = new Hand(etcd);
  private final ManualClock clock = new ManualClock();
  private final Tokens tokens = new Tokens(0);
  private Registration registration = new Registration(tokens, H1, TTL, 0);

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
  void refusesANameThatAnotherMachineHas() {
    final long lease = rival(HostCodec.write(OTHER));
    look();
    perform(only(StoreEffect.Grant.class, step()));
    Tell told = only(Tell.class, step());
    assertEquals(Tell.Level.ERROR, told.level());
    String refusal = "hostname h1 is held by another machine, id other at 10.0.0.77";
    assertEquals(refusal, registration.refusal());
    assertTrue(told.reason().startsWith(refusal));
    assertFalse(registration.registered());
    assertEquals(List.of(), step(), "it is said once");

    etcd.revoke(lease);
    look();
    perform(only(StoreEffect.Commit.class, step()));
    assertTrue(registration.registered());
    assertEquals("", registration.refusal());
  }

  @Test
  void takesANameThatAHandHasPutBecauseNobodyStandsBehindIt() {
    final long put = hand.host(OTHER);
    look();
    perform(only(StoreEffect.Grant.class, step()));
    perform(only(StoreEffect.Commit.class, step()));
    assertTrue(etcd.find(KEY).isEmpty());
    perform(only(StoreEffect.Commit.class, step()));
    assertTrue(registration.registered());
    assertTrue(registration.since() > put);
  }

  @Test
  void refusesANameWhoseHolderCannotBeRead() {
    rival("scribble");
    look();
    perform(only(StoreEffect.Grant.class, step()));
    step();
    assertTrue(registration.refusal().contains("whose value does not parse"));
  }

  @Test
  void doesNotTakeANameThatAnotherMachineHasTakenJustBefore() {
    look();
    perform(only(StoreEffect.Grant.class, step()));
    StoreEffect.Commit commit = only(StoreEffect.Commit.class, step());
    rival(HostCodec.write(OTHER));
    perform(commit);
    assertFalse(registration.registered());
    clock.pass(RETRY);
    assertTrue(registration.wantsLook(clock.now()));
    look();
    assertInstanceOf(Tell.class, step().get(0));
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

  @Test
  void forgetsWhatAnotherStoreHasTaughtIt() {
    register();
    etcd.wipe();
    registration.forget();
    assertTrue(registration.wantsLook(clock.now()));
    look();
    assertFalse(registration.registered(), "though that store is not as far as the other was");
  }

  private void register() {
    look();
    perform(only(StoreEffect.Grant.class, step()));
    perform(only(StoreEffect.Commit.class, step()));
    assertTrue(registration.registered());
  }

  /** Another machine of that name; the lease that it lives on. */
  private long rival(String value) {
    long lease = etcd.grant(clock.now().nanos(), Duration.ofHours(1)).lease();
    hand.put(KEY, value, lease);
    return lease;
  }

  private void look() {
    registration.looked(etcd.find(KEY), etcd.revision());
  }

  private List<Effect> step() {
    return effects(true);
  }

  private List<Effect> effects(boolean believed) {
    List<Effect> out = new ArrayList<>();
    registration.step(clock.now(), believed, out::add);
    return out;
  }

  private void perform(StoreEffect effect) {
    take(answer(effect));
  }

  private void take(StoreEvent event) {
    assertTrue(registration.take(event, clock.now()));
  }

  private StoreEvent answer(StoreEffect effect) {
    if (effect instanceof StoreEffect.Commit commit) {
      return new StoreEvent.Committed(commit.token(), etcd.commit(commit.txn()));
    }
    long now = clock.now().nanos();
    return new StoreEvent.LeaseTold(
        effect.token(),
        effect instanceof StoreEffect.Grant grant
            ? etcd.grant(now, grant.ttl())
            : etcd.keepAlive(now, ((StoreEffect.KeepAlive) effect).lease()));
  }

  private static <T extends Effect> T only(Class<T> kind, List<Effect> effects) {
    List<T> found = effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    assertEquals(1, found.size(), effects.toString());
    return found.get(0);
  }
}
