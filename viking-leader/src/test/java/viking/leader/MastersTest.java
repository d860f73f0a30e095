package viking.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.codec.ClusterCodec;
import viking.core.key.Keys;
import viking.core.model.Cluster;
import viking.core.model.JobId;
import viking.core.store.Outcome;
import viking.leader.testing.Hand;

/** Masters that come, go, freeze and are cut off. */
class MastersTest {
  private static final JobId WEB = JobId.parse("ragnar.web.1.1");
  private static final JobId LATER = JobId.parse("ragnar.later.1.1");
  private static final String PLAIN = "{\"image\":\"web\"}";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ClusterByHand cluster = new ClusterByHand();
  private final Hand hand = cluster.hand();
  private final Master first = cluster.master("h1");

  @Test
  void foundsAClusterWhereNobodyKnowsOfOne() {
    cluster.pass(SECOND);
    Cluster founded = new ClusterCodec().read(cluster.value(Keys.cluster()).orElseThrow());
    assertEquals("c1", founded.id());
    assertEquals(Cluster.FORMAT, founded.format());
    assertEquals(Optional.of("h1"), cluster.value(Keys.leader()));
    assertTrue(first.leads());
  }

  @Test
  void leavesAnEmptyStoreAloneWhenItBelongsToACluster() {
    Master second = cluster.master("h2", "c7");
    first.stop(true);
    cluster.pass(Duration.ofMinutes(1));
    assertEquals(Optional.empty(), cluster.value(Keys.cluster()));
    assertFalse(second.leads());
    assertTrue(second.problem().startsWith("etcd is empty, but this host belongs to cluster c7"));
    second.tell(Order.ACCEPT);
    cluster.pass(SECOND.multipliedBy(2));
    assertTrue(second.leads());
  }

  @Test
  void goesOnWithAnotherClusterOnlyWhenItIsTold() {
    Master second = cluster.master("h2", "c7");
    cluster.pass(SECOND);
    first.stop(true);
    cluster.pass(Duration.ofMinutes(1));
    assertFalse(second.leads());
    second.tell(Order.ACCEPT);
    cluster.pass(SECOND.multipliedBy(2));
    assertTrue(second.leads());
  }

  @Test
  void aSecondMasterLeadsWhenTheFirstIsSilent() {
    Master second = lead();
    first.stop(true);
    cluster.pass(SECOND.multipliedBy(2));
    assertFalse(second.leads());
    cluster.pass(SECOND.multipliedBy(2));
    assertTrue(second.leads());
  }

  @Test
  void givesNothingToTheHostThatHasLostTheLeadUntilItIsKnownToLive() {
    Master second = lead();
    first.stop(true);
    second.refuseProbes();
    cluster.pass(SECOND);
    assertTrue(second.leads());
    put(LATER);
    assertEquals("nowhere=nothing", cluster.assigned(LATER), "it may be dead");
    assertTrue(
        cluster.statusOf(LATER).orElseThrow().message().endsWith("cordoned or restarting"),
        cluster.status(LATER));
    cluster.pass(SECOND.multipliedBy(4));
    assertEquals("h1=''", cluster.assigned(LATER), "its key is still there: it lives");
  }

  @Test
  void trustsTheHostThatHasLostTheLeadWhenItAnnouncesItself() {
    Master second = lead();
    first.stop(true);
    second.refuseProbes();
    cluster.pass(SECOND);
    put(LATER);
    hand.host("h1");
    cluster.pass(Duration.ofMillis(200));
    assertEquals("h1=''", cluster.assigned(LATER));
  }

  @Test
  void aSecondMasterLeadsSoonerWhenTheFirstOnesMachineRefusesToTalk() {
    Master second = lead();
    first.stop(true);
    second.refuseProbes();
    cluster.pass(SECOND);
    assertTrue(second.leads());
  }

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

  @Test
  void aNewLeaderMovesWhatWasOnAHostThatHasVanishedMeanwhile() {
    Master second = lead();
    put(WEB);
    first.stop(true);
    hand.host("h2");
    hand.delete(Keys.host("h1"));
    cluster.pass(SECOND.multipliedBy(4));
    assertTrue(second.leads());
    assertEquals("h2=''", cluster.assigned(WEB));
  }

  @Test
  void whatADeposedLeaderHasSentDoesNotLand() {
    Master second = lead();
    first.line().hold();
    hand.proc(WEB, PLAIN);
    first.settle();
    assertEquals(1, first.line().held().size());
    first.stop(true);
    second.stop(true);
    hand.delete(Keys.leader());
    second.stop(false);
    cluster.pass(SECOND);
    assertTrue(second.leads());
    assertEquals(
        List.of(Outcome.Kind.REFUSED), first.line().release().stream().map(Outcome::kind).toList());
    first.stop(false);
    cluster.pass(SECOND);
    assertFalse(first.leads());
  }

  @Test
  void aFrozenLeaderDoesNothingWhenItGoesOn() {
    Master second = lead();
    first.stop(true);
    cluster.pass(SECOND.multipliedBy(5));
    assertTrue(second.leads());
    put(WEB);
    first.takeEffects();
    first.stop(false);
    cluster.pass(SECOND);
    assertFalse(first.leads());
    assertEquals(
        List.of(),
        first.takeEffects().stream().filter(StoreEffect.Commit.class::isInstance).toList());
  }

  @Test
  void makesSureOfAWriteOfUnknownOutcomeBeforeItWritesAgain() {
    lead();
    first.line().loseAnswers(true);
    put(WEB);
    first.line().loseAnswers(false);
    long assignment = cluster.assignment(WEB, "h1");
    cluster.pass(SECOND);
    assertEquals(assignment, cluster.assignment(WEB, "h1"));
    put(LATER);
    assertEquals("h1=''", cluster.assigned(LATER));
  }

  @Test
  void assignsAnewWhatNeverArrived() {
    lead();
    first.line().hold();
    put(WEB);
    StoreEffect.Commit lost = first.line().held().get(0);
    first.line().forget(Outcome.unknown("no answer in time"));
    cluster.pass(SECOND);
    assertEquals("h1=''", cluster.assigned(WEB));
    assertEquals(Outcome.Kind.REFUSED, cluster.etcd().commit(lost.txn()).kind());
  }

  @Test
  void noticesAnAnswerThatArrivesTogetherWithALateRenewal() {
    lead();
    first.line().hold();
    put(WEB);
    first.takeEffects();
    while (first.takeEffects().stream().noneMatch(StoreEffect.KeepAlive.class::isInstance)) {
      cluster.clock().passUntil(first.wakeAt());
      first.passOnce();
    }
    first.line().release();
    cluster.clock().pass(Duration.ofMillis(2100));
    cluster.pass(SECOND);
    assertTrue(first.leads());
    assertEquals("h1=''", cluster.assigned(WEB));
    hand.delete(Keys.proc(WEB));
    cluster.pass(SECOND);
    assertEquals(Optional.of("stop"), cluster.value(Keys.deploy("h1", WEB)));
  }

  @Test
  void stepsDownWhenItSeesNothingAndLeadsAgain() {
    lead();
    first.line().cut(true);
    cluster.pass(SECOND.multipliedBy(4));
    assertFalse(first.leads());
    first.line().cut(false);
    first.line().endWatches();
    put(WEB);
    cluster.pass(SECOND.multipliedBy(5));
    assertEquals("h1=''", cluster.assigned(WEB));
  }

  @Test
  void makesSureOfWhatItSentBeforeItLeadsOnUnderTheSameKey() {
    first.stop(false);
    cluster.pass(SECOND);
    hand.host("h1");
    cluster.settle();
    long before = cluster.etcd().revision();
    first.line().endWatches();
    first.line().cut(true);
    cluster.pass(Duration.ofMillis(600));
    assertFalse(first.leads());
    first.line().cut(false);
    first.takeEffects();
    cluster.pass(Duration.ofMillis(700));
    assertTrue(first.leads());
    List<Effect> commits =
        first.takeEffects().stream().filter(StoreEffect.Commit.class::isInstance).toList();
    assertEquals(1, commits.size());
    assertTrue(commits.get(0).reason().contains("nothing sent before may land any more"));
    assertEquals(before + 1, cluster.etcd().revision());
  }

  @Test
  void forgetsWhatIsMoreThanADayOld() {
    Master second = lead();
    hand.host("h2");
    cluster.pass(Duration.ofHours(24).minusMinutes(1));
    assertEquals(0, cluster.etcd().compacted());
    cluster.pass(Duration.ofMinutes(10));
    long compacted = cluster.etcd().compacted();
    assertTrue(compacted > 0);
    assertEquals(
        List.of(),
        second.takeEffects().stream().filter(StoreEffect.Compact.class::isInstance).toList());
  }

  /** The first one, with a host; the other stands by. */
  private Master lead() {
    cluster.pass(SECOND);
    Master second = cluster.master("h2");
    cluster.pass(SECOND);
    assertTrue(first.leads());
    hand.host("h1");
    cluster.settle();
    return second;
  }

  private void put(JobId job) {
    hand.proc(job, PLAIN);
    cluster.settle();
  }
}
