package viking.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.codec.CordonCodec;
import viking.core.key.Keys;
import viking.core.model.Cordon;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.leader.testing.Hand;

/** What one leader makes of what people, hosts and slaves write. */
class LeaderTest {
  private static final JobId WEB = JobId.parse("ragnar.web.1.1");
  private static final JobId BIG = JobId.parse("ragnar.big.1.1");
  private static final String PLAIN = "{\"image\":\"web\"}";
  private static final String OTHER = "{\"image\":\"web\",\"run\":\"serve\"}";
  private static final String FIVE_GIB = "{\"image\":\"web\",\"resources\":{\"memory\":\"5g\"}}";

  private final ClusterByHand cluster = new ClusterByHand();
  private final Hand hand = cluster.hand();
  private final Master master = cluster.master("h1");

  @BeforeEach
  void h1Leads() {
    cluster.pass(Duration.ofSeconds(1));
    assertTrue(master.leads());
    hand.host("h1");
    hand.host("h2");
    cluster.settle();
  }

  @Test
  void givesAJobToAHostAndFreesAllKeysWhenItIsDeleted() {
    put(WEB, PLAIN);
    assertEquals("h1=''", cluster.assigned(WEB));
    cluster.run(WEB, "h1");
    delete(WEB);
    assertEquals(Optional.of("stop"), cluster.value(Keys.deploy("h1", WEB)));
    assertEquals(Optional.empty(), cluster.value(Keys.run(WEB)));
    cluster.finish(WEB, "h1");
    assertEquals(List.of(), keysOf(WEB));
  }

  @Test
  void stopsTheFormerValueBeforeItAssignsTheNext() {
    put(WEB, PLAIN);
    cluster.run(WEB, "h1");
    long former = cluster.assignment(WEB, "h1");
    put(WEB, OTHER);
    assertEquals(Optional.of("stop"), cluster.value(Keys.deploy("h1", WEB)));
    assertEquals(Optional.empty(), cluster.value(Keys.deploy("h2", WEB)));
    cluster.finish(WEB, "h1");
    assertEquals("h1=''", cluster.assigned(WEB));
    assertTrue(cluster.assignment(WEB, "h1") > former);
  }

  @Test
  void saysWhatIsWrongWithAValueAndRunsTheCorrectedOne() {
    put(WEB, "{\"image\":\"web\",\"rnu\":\"serve\"}");
    assertEquals("rejected: unknown field 'rnu', did you mean 'run'?", cluster.status(WEB));
    assertEquals("nowhere=nothing", cluster.assigned(WEB));
    put(WEB, OTHER);
    assertEquals("h1=''", cluster.assigned(WEB));
  }

  @Test
  void runsAJobThoughItsStatusWasScribbledOver() {
    hand.put(Keys.status(WEB), "scribble");
    put(WEB, PLAIN);
    assertEquals("h1=''", cluster.assigned(WEB));
  }

  @Test
  void spreadsTheInstancesOfANode() {
    put(WEB, PLAIN);
    JobId second = JobId.parse("ragnar.web.1.2");
    put(second, PLAIN);
    assertEquals("h1=''", cluster.assigned(WEB));
    assertEquals("h2=''", cluster.assigned(second));
  }

  @Test
  void sendsNothingToACordonedHostAndTakesNothingAway() {
    put(WEB, PLAIN);
    cordon("h1", "kernel");
    cordon("h2", "kernel");
    assertEquals("h1=''", cluster.assigned(WEB));
    put(BIG, PLAIN);
    assertEquals("waiting: no host fits: cordoned or restarting", cluster.status(BIG));
    hand.delete(Keys.cordon("h2"));
    cluster.pass(Duration.ofSeconds(1));
    assertEquals("h2=''", cluster.assigned(BIG));
  }

  @Test
  void letsAJobWaitForRoomAndPlacesItWhenRoomComes() {
    put(job(1), FIVE_GIB);
    put(job(2), FIVE_GIB);
    put(BIG, FIVE_GIB);
    assertEquals(JobState.WAITING, cluster.statusOf(BIG).orElseThrow().state());
    long told = modified(Keys.status(BIG));
    delete(job(1));
    cluster.pass(Duration.ofSeconds(1));
    assertEquals("nowhere=nothing", cluster.assigned(BIG), "it may still run there");
    assertEquals(told, modified(Keys.status(BIG)), "the reason is the same");
    cluster.finish(job(1), "h1");
    cluster.pass(Duration.ofSeconds(1));
    assertEquals("h1=''", cluster.assigned(BIG));
  }

  @Test
  void placesAJobWhenANewHostHasRoom() {
    put(BIG, "{\"image\":\"web\",\"filter\":\"ssd\"}");
    assertEquals(JobState.WAITING, cluster.statusOf(BIG).orElseThrow().state());
    hand.host("h3", "ssd");
    cluster.pass(Duration.ofSeconds(1));
    assertEquals("h3=''", cluster.assigned(BIG));
  }

  @Test
  void sendsNothingWhereSomethingOfUnknownSizeIsStillBeingStopped() {
    hand.put(Keys.deploy("h1", BIG), "stop");
    cluster.settle();
    put(WEB, PLAIN);
    assertEquals("h2=''", cluster.assigned(WEB));
    cordon("h2", "");
    put(job(1), PLAIN);
    assertEquals("nowhere=nothing", cluster.assigned(job(1)));
    cluster.finish(BIG, "h1");
    cluster.pass(Duration.ofSeconds(1));
    assertEquals("h1=''", cluster.assigned(job(1)));
  }

  @Test
  void sendsNothingToAHostThatIsAboutToRestart() {
    put(WEB, PLAIN);
    hand.host(Hand.machine("h1").restartingNow());
    put(JobId.parse("ragnar.web.1.2"), PLAIN);
    put(JobId.parse("ragnar.web.1.3"), PLAIN);
    assertEquals("h1=''", cluster.assigned(WEB));
    assertEquals("h2=''", cluster.assigned(JobId.parse("ragnar.web.1.2")));
    assertEquals("h2=''", cluster.assigned(JobId.parse("ragnar.web.1.3")));
  }

  @Test
  void runsWhatIsToRunOnceJustOnce() {
    put(WEB, "{\"image\":\"job\",\"restart\":\"never\"}");
    cluster.tell(WEB, "h1", JobState.DONE, 1);
    cluster.pass(Duration.ofMinutes(1));
    assertEquals("h1=''", cluster.assigned(WEB));
    hand.delete(Keys.deploy("h1", WEB));
    cluster.pass(Duration.ofMinutes(1));
    assertEquals("nowhere=nothing", cluster.assigned(WEB));
    assertEquals(JobState.DONE, cluster.statusOf(WEB).orElseThrow().state());
  }

  @Test
  void movesAJobThatFailsAgainAndAgain() {
    put(WEB, PLAIN);
    hand.counter("h1", WEB, 5);
    cluster.tell(WEB, "h1", JobState.BACKOFF, 5);
    assertEquals(Optional.of("stop"), cluster.value(Keys.deploy("h1", WEB)));
    cluster.finish(WEB, "h1");
    assertEquals("h2=''", cluster.assigned(WEB));
  }

  @Test
  void doesNothingInAQuietClusterButRenewItsLeaseAndAudit() {
    put(WEB, PLAIN);
    cluster.run(WEB, "h1");
    put(BIG, "{\"image\":\"web\",\"filter\":\"ssd\"}");
    cluster.pass(Duration.ofSeconds(10));
    long revision = cluster.etcd().revision();
    master.takeEffects();
    cluster.pass(Duration.ofMinutes(1));
    List<Effect> effects = master.takeEffects();
    assertEquals(80, effects.stream().filter(StoreEffect.KeepAlive.class::isInstance).count());
    assertEquals(20, effects.stream().filter(StoreEffect.Read.class::isInstance).count());
    assertEquals(1, effects.stream().filter(StoreEffect.Size.class::isInstance).count());
    assertEquals(101, effects.size());
    assertEquals(revision, cluster.etcd().revision());
  }

  private static JobId job(int slot) {
    return new JobId("ragnar", "db", "1." + slot);
  }

  private void put(JobId job, String value) {
    hand.proc(job, value);
    cluster.settle();
  }

  private void delete(JobId job) {
    hand.delete(Keys.proc(job));
    cluster.settle();
  }

  private void cordon(String host, String reason) {
    hand.put(Keys.cordon(host), new CordonCodec().write(new Cordon(false, reason, "", "")));
    cluster.settle();
  }

  private long modified(String key) {
    return cluster.etcd().find(key).map(Entry::modified).orElseThrow();
  }

  private List<String> keysOf(JobId job) {
    return cluster.etcd().read(List.of(Range.prefix("/"))).entries().stream()
        .map(Entry::key)
        .filter(key -> key.contains("/" + job.node() + "/"))
        .toList();
  }
}
