package viking.slave.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.core.model.Health.HEALTHY;
import static viking.core.model.Health.NONE;
import static viking.core.model.Health.STARTING;
import static viking.core.model.JobState.BACKOFF;
import static viking.core.model.JobState.RUNNING;
import static viking.slave.testing.Examples.JOB;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import viking.core.actor.StoreEffect;
import viking.core.key.Keys;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Txn;
import viking.core.store.Write;

/** What is written of a job while it is here. */
class PublisherTest {
  private static final String ENDPOINT = "/ports/a/b/80/tcp/10.0.0.1/32768/a.b.1";
  private static final Map<String, String> PORTS = Map.of(ENDPOINT, "10.0.0.1:32768");
  private static final Map<String, String> NO_PORTS = Map.of();
  private static final Duration SELDOM = Duration.ofSeconds(10);

  private final Writing job = new Writing();

  @Test
  void saysAllAtOnceComparingEveryKeyItReplaces() {
    Wanted wanted = job.wanted(RUNNING, HEALTHY, PORTS, 1);
    StoreEffect.Commit commit = job.publish(wanted).orElseThrow();
    assertEquals("a.b.1 is RUNNING", commit.reason());
    assertEquals(
        Set.of(Keys.deploy("h1", JOB), Keys.status(JOB), ENDPOINT, Keys.counter("h1", JOB)),
        commit.txn().writes().stream().map(Write::key).collect(Collectors.toSet()));
    assertComparesWhatItReplaces(commit);
    Publisher.Result result = job.land(Optional.of(commit));
    assertEquals(Outcome.Kind.APPLIED, result.kind());
    assertEquals("viking.a.b.1", result.name());
    assertEquals(job.deploy().modified(), result.revision());
    assertEquals("viking.a.b.1", job.deploy().value());
    assertEquals(Optional.of(wanted.status()), job.hand().statusOf(JOB));
    assertEquals(Optional.of("10.0.0.1:32768"), job.hand().value(ENDPOINT));
    assertEquals(Optional.of("1"), job.hand().value(Keys.counter("h1", JOB)));
    assertTrue(job.publisher().says(wanted));
    assertEquals(Optional.empty(), job.publish(wanted));
    assertEquals(Long.MAX_VALUE, job.wakeAt());
  }

  @Test
  void namesNoContainerBeforeThereIsOne() {
    Wanted wanted = job.wanted(RUNNING, STARTING, NO_PORTS, 0);
    job.land(job.publish(new Wanted(wanted.status(), NO_PORTS, 0, "")));
    assertEquals("", job.deploy().value());
  }

  @Test
  void goesOnFromWhatItHasWrittenItself() {
    job.land(job.publish(job.wanted(RUNNING, HEALTHY, PORTS, 1)));
    StoreEffect.Commit commit = job.publish(job.wanted(BACKOFF, NONE, NO_PORTS, 2)).orElseThrow();
    assertComparesWhatItReplaces(commit);
    assertEquals(Outcome.Kind.APPLIED, job.land(Optional.of(commit)).kind());
    assertEquals(Optional.empty(), job.hand().value(ENDPOINT));
    assertEquals(Optional.of("2"), job.hand().value(Keys.counter("h1", JOB)));
    commit = job.publish(job.wanted(RUNNING, HEALTHY, PORTS, 0)).orElseThrow();
    assertComparesWhatItReplaces(commit);
    job.land(Optional.of(commit));
    assertEquals(Optional.empty(), job.hand().value(Keys.counter("h1", JOB)));
  }

  @Test
  void writesOneTransactionAtATime() {
    StoreEffect.Commit first =
        job.publish(job.wanted(RUNNING, STARTING, NO_PORTS, 0)).orElseThrow();
    assertTrue(job.publisher().busy());
    assertEquals(Optional.empty(), job.publish(job.wanted(RUNNING, HEALTHY, PORTS, 0)));
    job.land(Optional.of(first));
    assertFalse(job.publisher().busy());
    assertTrue(job.publish(job.wanted(RUNNING, HEALTHY, PORTS, 0)).isPresent());
  }

  @Test
  void writesSmallChangesOnceInTenSecondsAndGreatOnesAtOnce() {
    job.land(job.publish(job.wanted(RUNNING, STARTING, NO_PORTS, 0)));
    Wanted small = job.wanted(job.status(RUNNING, STARTING, 0, "port 80 refused"), NO_PORTS, 0);
    job.clock().pass(SELDOM.minusNanos(1));
    assertEquals(Optional.empty(), job.publish(small));
    assertEquals(job.clock().now().nanos() + 1, job.wakeAt());
    job.clock().passUntil(job.wakeAt());
    job.land(job.publish(small));
    assertEquals(Optional.empty(), job.publish(job.wanted(RUNNING, STARTING, NO_PORTS, 3)));
    assertTrue(job.publish(job.wanted(RUNNING, HEALTHY, NO_PORTS, 3)).isPresent());
  }

  @Test
  void announcesAndWithdrawsPortsAtOnce() {
    job.land(job.publish(job.wanted(RUNNING, HEALTHY, NO_PORTS, 0)));
    job.land(job.publish(job.wanted(RUNNING, HEALTHY, PORTS, 0)));
    assertTrue(job.publisher().hasPorts());
    job.land(job.publish(job.wanted(RUNNING, HEALTHY, NO_PORTS, 0)));
    assertFalse(job.publisher().hasPorts());
  }

  @Test
  void withdrawsPortsThatAnEarlierRunHasLeft() {
    String old = "/ports/a/b/80/tcp/10.0.0.9/40000/a.b.1";
    String others = "/ports/a/b/80/tcp/10.0.0.9/40001/a.b.2";
    job.hand().put(old, "10.0.0.9:40000");
    job.hand().put(others, "10.0.0.9:40001");
    job.resync();
    job.land(job.publish(job.wanted(RUNNING, HEALTHY, PORTS, 0)));
    assertEquals(Optional.empty(), job.hand().value(old));
    assertEquals(Optional.of("10.0.0.9:40001"), job.hand().value(others));
  }

  @Test
  void doesNotWriteOverWhatOthersHaveWritten() {
    job.hand().put(Keys.status(JOB), "{\"state\":\"waiting\"}");
    Wanted wanted = job.wanted(RUNNING, HEALTHY, PORTS, 0);
    assertEquals(Outcome.Kind.REFUSED, job.land(job.publish(wanted)).kind());
    assertFalse(job.publisher().says(wanted));
    job.resync();
    assertEquals(Outcome.Kind.APPLIED, job.land(job.publish(wanted)).kind());
  }

  @Test
  void doesNotWriteOnceTheJobIsTakenAway() {
    Optional<StoreEffect.Commit> commit = job.publish(job.wanted(RUNNING, HEALTHY, PORTS, 0));
    job.hand().stop(JOB, "h1");
    assertEquals(Outcome.Kind.REFUSED, job.land(commit).kind());
  }

  @Test
  void looksPastAStatusAndACounterThatDoNotParse() {
    job.hand().put(Keys.status(JOB), "scribble");
    job.hand().put(Keys.counter("h1", JOB), "many");
    job.resync();
    assertEquals(
        Outcome.Kind.APPLIED, job.land(job.publish(job.wanted(BACKOFF, NONE, NO_PORTS, 2))).kind());
    assertEquals(Optional.of("2"), job.hand().value(Keys.counter("h1", JOB)));
  }

  @Test
  void makesSureThatAWriteOfUnknownOutcomeCanNoLongerLand() {
    StoreEffect.Commit lost = job.publish(job.wanted(RUNNING, STARTING, NO_PORTS, 0)).orElseThrow();
    Publisher.Result unknown = job.take(lost, Outcome.unknown("no answer in time"));
    assertEquals(Outcome.Kind.UNKNOWN, unknown.kind());
    Publisher.Result settled = job.land(job.settle());
    assertEquals(Publisher.Purpose.SETTLE, settled.purpose());
    assertEquals(Outcome.Kind.APPLIED, settled.kind());
    assertEquals("", job.deploy().value(), "it stays as it was");
    assertEquals(Outcome.Kind.REFUSED, job.etcd().commit(lost.txn()).kind());
  }

  @Test
  void setsDownThatAVolumeIsMade() {
    job.hand().pin(JOB, Writing.H1, false);
    job.resync();
    assertFalse(job.publisher().made());
    StoreEffect.Commit commit = job.putMade().orElseThrow();
    assertComparesWhatItReplaces(commit);
    assertEquals(Publisher.Purpose.MADE, job.land(Optional.of(commit)).purpose());
    assertTrue(job.publisher().made());
    assertTrue(job.hand().value(Keys.fixed(JOB.slotId())).orElseThrow().contains("\"made\":true"));
  }

  @Test
  void announcesMorePortsThanATransactionTakes() {
    Map<String, String> many = ports(1, 300);
    publishAll(job.wanted(RUNNING, HEALTHY, many, 0));
    assertEquals(many.keySet(), announced());
    publishAll(job.wanted(RUNNING, HEALTHY, ports(200, 500), 0));
    assertEquals(ports(200, 500).keySet(), announced());
    publishAll(job.wanted(BACKOFF, NONE, NO_PORTS, 1));
    assertEquals(Set.of(), announced());
  }

  private void publishAll(Wanted wanted) {
    for (int i = 0; i < 20 && !job.publisher().says(wanted); i++) {
      StoreEffect.Commit commit = job.publish(wanted).orElseThrow();
      assertComparesWhatItReplaces(commit);
      assertEquals(Outcome.Kind.APPLIED, job.land(Optional.of(commit)).kind());
    }
    assertTrue(job.publisher().says(wanted));
  }

  private static Map<String, String> ports(int from, int to) {
    Map<String, String> ports = new TreeMap<>();
    for (int port = from; port <= to; port++) {
      ports.put("/ports/a/b/" + port + "/udp/10.0.0.1/" + port + "/a.b.1", "10.0.0.1:" + port);
    }
    return ports;
  }

  private Set<String> announced() {
    return job.etcd().read(List.of(Range.prefix("/ports/"))).entries().stream()
        .map(Entry::key)
        .collect(Collectors.toSet());
  }

  /** And the job's /deploy; nothing else, and all as it is now. */
  private void assertComparesWhatItReplaces(StoreEffect.Commit commit) {
    Txn txn = commit.txn();
    Set<Compare> expected =
        txn.writes().stream().map(write -> as(write.key())).collect(Collectors.toSet());
    expected.add(as(Keys.deploy("h1", JOB)));
    assertEquals(expected, Set.copyOf(txn.compares()));
  }

  private Compare as(String key) {
    return Compare.modified(key, job.etcd().find(key).map(Entry::modified).orElse(0L));
  }
}
