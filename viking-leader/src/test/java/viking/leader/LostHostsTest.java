package viking.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.codec.PinCodec;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Pin;
import viking.leader.testing.Hand;

/** What a leader does when hosts vanish. */
class LostHostsTest {
  private static final JobId WEB = JobId.parse("ragnar.web.1.1");
  private static final JobId DB = JobId.parse("ragnar.db.1.1");
  private static final JobId NEXT_DB = JobId.parse("ragnar.db.2.1");
  private static final String PLAIN = "{\"image\":\"web\"}";
  private static final String PINNED = "{\"image\":\"db\",\"volume\":[\"/data\"]}";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ClusterByHand cluster = new ClusterByHand();
  private final Hand hand = cluster.hand();
  private final Master master = cluster.master("h9");

  @BeforeEach
  void h9Leads() {
    cluster.pass(SECOND);
    hand.host("h1");
    hand.host("h2");
    hand.host("h3");
    cluster.settle();
  }

  @Test
  void runsTheJobsOfALostHostElsewhere() {
    put(WEB, PLAIN);
    cluster.run(WEB, "h1");
    String endpoint = "/ports/ragnar/web/80/tcp/10.0.0.1/32768/ragnar.web.1.1";
    hand.put(endpoint, "10.0.0.1:32768");
    hand.delete(Keys.host("h1"));
    cluster.settle();
    assertEquals("h1=viking.ragnar.web.1.1", cluster.assigned(WEB));
    cluster.pass(SECOND);
    assertEquals("h2=''", cluster.assigned(WEB));
    assertEquals(Optional.empty(), cluster.value(Keys.deploy("h1", WEB)));
    assertEquals(Optional.empty(), cluster.value(endpoint));
    assertTrue(master.told().contains("host h1 is lost: what may move is moved"));
  }

  @Test
  void waitsForHostsThatAreSlowerToBootThanItself() {
    put(WEB, PLAIN);
    cluster.run(WEB, "h1");
    master.stop(true);
    Master restarted = cluster.master("h8", "c1");
    hand.delete(Keys.host("h1"));
    cluster.pass(SECOND.multipliedBy(19));
    assertTrue(restarted.leads());
    assertEquals("h1=viking.ragnar.web.1.1", cluster.assigned(WEB));
    cluster.pass(SECOND.multipliedBy(2));
    assertEquals("h2=''", cluster.assigned(WEB));
  }

  @Test
  void leavesAHostAloneThatIsBackInTime() {
    put(WEB, PLAIN);
    cluster.run(WEB, "h1");
    hand.delete(Keys.host("h1"));
    cluster.pass(Duration.ofMillis(400));
    hand.host("h1");
    cluster.pass(Duration.ofMinutes(2));
    assertEquals("h1=viking.ragnar.web.1.1", cluster.assigned(WEB));
  }

  @Test
  void movesNothingForAMinuteWhenSeveralVanishAtOnce() {
    put(WEB, PLAIN);
    put(JobId.parse("ragnar.web.1.2"), PLAIN);
    hand.delete(Keys.host("h1"));
    hand.delete(Keys.host("h2"));
    cluster.pass(Duration.ofSeconds(59));
    assertEquals("h1=''", cluster.assigned(WEB));
    cluster.pass(SECOND);
    assertEquals("h3=''", cluster.assigned(WEB));
    assertEquals("h2=''", cluster.assigned(JobId.parse("ragnar.web.1.2")));
    cluster.pass(SECOND.multipliedBy(2));
    assertEquals("h3=''", cluster.assigned(JobId.parse("ragnar.web.1.2")));
  }

  @Test
  void failsAOneOffJobOfALostHost() {
    put(WEB, "{\"image\":\"job\",\"restart\":\"never\"}");
    long assignment = cluster.assignment(WEB, "h1");
    cluster.run(WEB, "h1");
    hand.delete(Keys.host("h1"));
    cluster.pass(SECOND);
    assertEquals("nowhere=nothing", cluster.assigned(WEB));
    assertEquals("failed of " + assignment + " after 1: host lost: h1", cluster.status(WEB));
  }

  @Test
  void leavesAPinnedJobWithItsVolume() {
    put(DB, PINNED);
    assertEquals(Optional.of(pin("h1", false)), cluster.value(Keys.fixed(DB.slotId())));
    cluster.run(DB, "h1");
    long assignment = cluster.assignment(DB, "h1");
    hand.delete(Keys.host("h1"));
    cluster.pass(Duration.ofMinutes(10));
    assertEquals("h1=viking.ragnar.db.1.1", cluster.assigned(DB));
    assertEquals(
        "blocked of " + assignment + ": waits for host h1, which vanished with its volume",
        cluster.status(DB));
    long revision = cluster.etcd().revision();
    hand.host("h1");
    cluster.pass(Duration.ofMinutes(1));
    assertEquals(revision + 1, cluster.etcd().revision(), "its slave has the next move");
  }

  @Test
  void waitsWithTheNextReleaseUntilTheFormerHasLeftTheVolume() {
    put(DB, PINNED);
    cluster.run(DB, "h1");
    put(NEXT_DB, PINNED);
    assertEquals("waiting: waits until ragnar.db.1.1 has left the volume", cluster.status(NEXT_DB));
    hand.delete(Keys.proc(DB));
    cluster.settle();
    assertEquals("nowhere=nothing", cluster.assigned(NEXT_DB));
    cluster.finish(DB, "h1");
    assertEquals("h1=''", cluster.assigned(NEXT_DB));
  }

  @Test
  void assignsAVolumeToOneOfTwoReleasesThatComeAtOnce() {
    hand.proc(DB, PINNED);
    hand.proc(NEXT_DB, PINNED);
    cluster.settle();
    List<String> assigned = List.of(cluster.assigned(DB), cluster.assigned(NEXT_DB));
    assertEquals(List.of("h1=''", "nowhere=nothing"), assigned);
    assertEquals(JobState.WAITING, cluster.statusOf(NEXT_DB).orElseThrow().state());
  }

  @Test
  void blocksAPinnedJobWhoseHostIsAnotherMachineNow() {
    hand.put(Keys.fixed(DB.slotId()), new PinCodec().write(new Pin("h1", "another", true)));
    put(DB, PINNED);
    assertEquals("nowhere=nothing", cluster.assigned(DB));
    assertEquals(JobState.BLOCKED, cluster.statusOf(DB).orElseThrow().state());
  }

  @Test
  void blocksAPinnedJobOfWhichNobodyCanReadWhereItsVolumeIs() {
    hand.put(Keys.fixed(DB.slotId()), "scribble");
    put(DB, PINNED);
    assertEquals("nowhere=nothing", cluster.assigned(DB));
    assertTrue(
        cluster
            .status(DB)
            .startsWith("blocked: which host has its volume cannot be read from /fixed/"),
        cluster.status(DB));
    long revision = cluster.etcd().revision();
    cluster.settle();
    assertEquals(revision, cluster.etcd().revision());
    hand.put(Keys.fixed(DB.slotId()), pin("h2", true));
    cluster.settle();
    assertEquals("h2=''", cluster.assigned(DB));
  }

  @Test
  void runsAPinnedJobElsewhereOnceItIsUnpinned() {
    hand.put(Keys.fixed(DB.slotId()), pin("h7", true));
    put(DB, PINNED);
    assertEquals(JobState.BLOCKED, cluster.statusOf(DB).orElseThrow().state());
    hand.delete(Keys.fixed(DB.slotId()));
    cluster.pass(SECOND);
    assertEquals("h1=''", cluster.assigned(DB));
    assertEquals(Optional.of(pin("h1", false)), cluster.value(Keys.fixed(DB.slotId())));
  }

  private static String pin(String host, boolean made) {
    return new PinCodec().write(new Pin(host, "id-" + host, made));
  }

  private void put(JobId job, String value) {
    hand.proc(job, value);
    cluster.settle();
  }
}
