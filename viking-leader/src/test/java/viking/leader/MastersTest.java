package viking.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.actor.StoreEffect;
import viking.core.codec.ClusterCodec;
import viking.core.key.Keys;
import viking.core.model.Cluster;

/** Masters that come, fall silent and are cut off; who of them leads. */
class MastersTest extends MastersScene {
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
}
