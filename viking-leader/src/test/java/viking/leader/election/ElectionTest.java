package viking.leader.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.leader.election.Candidate.TTL;
import static viking.leader.election.Candidate.committed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.actor.Effect;
import viking.core.actor.Event;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.testing.ManualClock;
import viking.core.key.Keys;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.LeaseAnswer;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.leader.testing.Hand;
import viking.leader.testing.Scene;

class ElectionTest {
  private final Scene scene = new Scene();
  private final Hand hand = scene.hand();
  private final ManualClock clock = new ManualClock();
  private final Candidate h1 = new Candidate("h1", scene, clock);

  @Test
  void campaignsOnALeaseOfItsOwnWhereNobodyLeads() {
    List<Effect> asked = h1.step();
    assertEquals(TTL, assertInstanceOf(StoreEffect.Grant.class, asked.get(0)).ttl());
    assertEquals(1, asked.size(), "it campaigns when it has a lease");
    StoreEvent.LeaseTold told = (StoreEvent.LeaseTold) h1.answer(asked.get(0));
    h1.take(told);

    StoreEffect.Commit campaign = (StoreEffect.Commit) h1.step().get(0);
    assertEquals(
        new Txn(
            List.of(Compare.absent(Keys.leader())),
            List.of(Write.put(Keys.leader(), "h1", told.answer().lease()))),
        campaign.txn());
    assertEquals(List.of(), h1.step(), "one campaign at a time");
    h1.perform(campaign);

    long revision = scene.etcd().revision();
    assertEquals(Optional.of(new Fence(revision, revision)), h1.fence());
    assertEquals(List.of(), h1.step());
  }

  @Test
  void doesNotCampaignOnAnImageThatMayBeOld() {
    h1.perform(h1.step(false).get(0));
    assertEquals(List.of(), h1.step(false));
    assertEquals(1, h1.step(true).size());
  }

  @Test
  void waitsForItsImageAfterALostCampaign() {
    h1.perform(h1.step().get(0));
    Effect campaign = h1.step().get(0);
    h1.take(committed(campaign, Outcome.refused(scene.etcd().revision() + 1)));
    assertEquals(List.of(), h1.step(), "somebody leads, though it is not seen yet");
    hand.put(Keys.host("h2"), "something else");
    assertEquals(1, h1.step().size(), "whoever it was is gone already");
  }

  @Test
  void doesNotLeadOnceTheKeyIsOnAnotherLease() {
    h1.lead();
    assertTrue(h1.fence().isPresent());
    hand.put(Keys.leader(), "h1");
    assertEquals(Optional.empty(), h1.fence());
  }

  @Test
  void stepsDownBeforeItsLeaseCanRunOut() {
    h1.lead();
    clock.pass(TTL.multipliedBy(9).dividedBy(10).minusMillis(1));
    assertTrue(h1.fence().isPresent());
    clock.pass(Duration.ofMillis(1));
    assertEquals(Optional.empty(), h1.fence());
    assertFalse(scene.etcd().expire(clock.now().nanos()), "etcd's lease is not over yet");
  }

  @Test
  void countsTheTimeOfARenewalFromItsSending() {
    h1.lead();
    clock.pass(Duration.ofSeconds(1));
    Effect renewal = h1.step().get(0);
    clock.pass(Duration.ofMillis(1500));
    h1.perform(renewal);
    clock.pass(Duration.ofMillis(1199));
    assertTrue(h1.fence().isPresent());
    clock.pass(Duration.ofMillis(1));
    assertEquals(Optional.empty(), h1.fence());
  }

  @Test
  void renewsItsLeaseFourTimesInALife() {
    h1.lead();
    for (int i = 0; i < 8; i++) {
      assertEquals(List.of(), h1.step());
      clock.passUntil(h1.wakeAt());
      List<Effect> renewals = h1.step();
      assertEquals(1, renewals.size());
      assertInstanceOf(StoreEffect.KeepAlive.class, renewals.get(0));
      h1.perform(renewals.get(0));
    }
    assertEquals(Duration.ofSeconds(6), sinceTheBeginning());
    assertTrue(h1.fence().isPresent());
  }

  @Test
  void leadsNoMoreWhenItsLeaseIsGone() {
    h1.lead();
    clock.pass(TTL.dividedBy(4));
    StoreEffect.KeepAlive renewal = (StoreEffect.KeepAlive) h1.step().get(0);
    h1.take(new StoreEvent.LeaseTold(renewal.token(), LeaseAnswer.gone(renewal.lease())));
    assertEquals(Optional.empty(), h1.fence());
    assertInstanceOf(StoreEffect.Grant.class, h1.step().get(0));
  }

  @Test
  void givesTheLeadBackAtOnceWhenItResigns() {
    h1.lead();
    h1.election().resign(this::performed);
    assertTrue(scene.etcd().find(Keys.leader()).isEmpty());
    assertEquals(Optional.empty(), h1.fence());
    clock.pass(TTL);
    assertEquals(List.of(), h1.step());
  }

  @Test
  void hasResignedWhenEtcdHasAnsweredThat() {
    h1.lead();
    StoreEffect.Revoke revoke = (StoreEffect.Revoke) resigning().get(0);
    assertFalse(h1.election().resigned());
    Event answer = h1.answer(revoke);
    assertTrue(scene.etcd().find(Keys.leader()).isEmpty());
    assertFalse(h1.election().resigned(), "the answer is still on its way");
    h1.take(answer);
    assertTrue(h1.election().resigned());
  }

  @Test
  void hasResignedAtOnceWhereItHasNoLease() {
    assertEquals(List.of(), resigning());
    assertTrue(h1.election().resigned());
  }

  @Test
  void hasResignedWhenEtcdDoesNotAnswerThat() {
    h1.lead();
    StoreEffect.Revoke revoke = (StoreEffect.Revoke) resigning().get(0);
    h1.take(new StoreEvent.LeaseTold(revoke.token(), LeaseAnswer.failed(0, "no answer")));
    assertTrue(h1.election().resigned());
  }

  @Test
  void putsItsKeyOnceMoreSoThatEarlierFencesHoldNoMore() {
    h1.lead();
    Fence before = h1.fence().orElseThrow();
    StoreEffect.Commit renewal = (StoreEffect.Commit) h1.renewFence().get(0);
    assertEquals(List.of(before.compare()), renewal.txn().compares());
    assertEquals(List.of(), h1.renewFence(), "one at a time");
    Event answer = h1.answer(renewal);
    Outcome late = scene.commit(new Txn(List.of(before.compare()), List.of()));
    assertEquals(Outcome.Kind.REFUSED, late.kind());
    h1.take(answer);
    assertTrue(h1.fence().orElseThrow().outdates(before));
    assertEquals(scene.etcd().revision(), h1.fence().orElseThrow().modified());
  }

  @Test
  void knowsItsNewFenceBeforeItsImageShowsIt() {
    h1.lead();
    Fence before = h1.fence().orElseThrow();
    Effect renewal = h1.renewFence().get(0);
    h1.take(committed(renewal, Outcome.applied(before.modified() + 7)));
    assertEquals(Optional.of(new Fence(before.created(), before.modified() + 7)), h1.fence());
  }

  @Test
  void triesAFenceAgainInAMomentWhenItsOutcomeIsUnknown() {
    h1.lead();
    Fence before = h1.fence().orElseThrow();
    h1.take(committed(h1.renewFence().get(0), Outcome.unknown("no answer in time")));
    assertEquals(Optional.of(before), h1.fence());
    assertEquals(List.of(), h1.renewFence());
    assertEquals(clock.now().after(Duration.ofMillis(200)), h1.wakeAt());
    clock.passUntil(h1.wakeAt());
    h1.perform(h1.renewFence().get(0));
    assertTrue(h1.fence().orElseThrow().outdates(before));
  }

  @Test
  void forgetsWhatAnotherStoreHasTaughtIt() {
    h1.perform(h1.step().get(0));
    h1.take(committed(h1.step().get(0), Outcome.refused(1_000_000)));
    assertEquals(List.of(), h1.step());
    h1.election().forget();
    h1.perform(h1.step().get(0));
    Entry leader = scene.state().leader().orElseThrow();
    h1.take(committed(h1.renewFence().get(0), Outcome.applied(1_000_000)));
    h1.election().forget();
    assertEquals(Optional.of(new Fence(leader.created(), leader.modified())), h1.fence());
  }

  private List<Effect> resigning() {
    List<Effect> out = new ArrayList<>();
    h1.election().resign(out::add);
    return out;
  }

  private void performed(Effect effect) {
    h1.answer(effect);
  }

  private Duration sinceTheBeginning() {
    return Duration.ofNanos(clock.now().nanos() - new ManualClock().now().nanos());
  }
}
