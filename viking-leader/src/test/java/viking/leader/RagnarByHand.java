package viking.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import viking.core.codec.ReleaseCodec;
import viking.core.codec.RolloutCodec;
import viking.core.key.Key;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Rollout;
import viking.core.model.Status;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.leader.testing.Hand;

/** A stack with a node of every kind, on two hosts whose slaves do as they are told. */
final class RagnarByHand {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** A release has twenty seconds, and may have to be rolled back. */
  private static final int PATIENCE = 60;

  private final ClusterByHand cluster = new ClusterByHand();
  private final Hand hand = cluster.hand();
  private final List<SlaveByHand> slaves =
      List.of(new SlaveByHand("h1", cluster), new SlaveByHand("h2", cluster));
  private Master leader = cluster.master("m1");
  private int masters = 1;
  private int releases;
  private int others;

  RagnarByHand() {
    cluster.pass(SECOND);
    hand.host("h1");
    hand.host("h2");
    hand.put("/env/ragnar/A", "b");
    hand.put("/scale/ragnar/web", "3");
    hand.put("/route/ragnar.localhost", "{\"stack\":\"ragnar\",\"node\":\"web\",\"port\":80}");
    hand.put("/image/ragnar/src/abc", "{\"digest\":\"sha256:1\",\"holders\":[\"h1\"]}");
    hand.put("/cordon/h3", "{\"drain\":true,\"reason\":\"disk\",\"by\":\"ann\",\"at\":\"then\"}");
    deploy();
    becomeWhole();
    hand.put("/counter/h1/ragnar/web/1.1", "2");
    hand.put("/ports/ragnar/web/80/tcp/10.0.0.1/32768/ragnar.web.1.1", "10.0.0.1:32768");
    live(SECOND);
  }

  Hand hand() {
    return hand;
  }

  Optional<String> value(String key) {
    return cluster.value(key);
  }

  List<Entry> entries() {
    return under("/");
  }

  /** The cluster does what there is to do, and the slaves what they are told. */
  void live(Duration time) {
    long end = cluster.clock().now().after(time);
    while (!cluster.clock().now().reached(end)) {
      cluster.pass(SECOND.dividedBy(2));
      slaves.forEach(SlaveByHand::obey);
      cluster.pass(SECOND.dividedBy(2));
    }
  }

  /** One that knows nothing but what it reads. */
  void anotherLeads() {
    Master next = cluster.master("m" + ++masters);
    live(SECOND.multipliedBy(2));
    leader.stop(true);
    leader = next;
    live(SECOND.multipliedBy(4));
  }

  void deploy() {
    String text = EveryKind.release(++releases);
    hand.put(Keys.release("ragnar", releases), text);
    hand.put(Keys.stack("ragnar"), text);
    live(SECOND.multipliedBy(8));
  }

  void serveAnother() {
    JobId other = JobId.parse("adhoc.other." + ++others);
    hand.proc(other, "{\"image\":\"web\"}");
    live(SECOND.multipliedBy(5));
    assertTrue(
        cluster.assigned(other).startsWith("h"), () -> "is not served: " + cluster.status(other));
    hand.delete(Keys.proc(other));
    live(SECOND.multipliedBy(2));
  }

  /** What runs every minute does so, or has been skipped, in this one or in that before. */
  void keepTime() {
    Instant now = cluster.clock().now().wall();
    String fired = value("/cron/ragnar/nightly").orElse("never");
    assertTrue(
        !fired.equals("never")
            && !Instant.parse(fired).isAfter(now)
            && !Instant.parse(fired).isBefore(now.minus(Duration.ofMinutes(2))),
        () -> "was run at " + fired + ", and it is " + now);
  }

  /** Sooner or later; nothing more is done to it meanwhile. */
  void becomeWhole() {
    live(SECOND.multipliedBy(3));
    for (int i = 0; i < PATIENCE && !missing().isEmpty(); i++) {
      live(SECOND);
    }
    assertEquals(List.of(), missing());
  }

  /** What keeps the current release from being whole. */
  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    int release = value(Keys.stack("ragnar")).map(new ReleaseCodec()::read).orElseThrow().number();
    Optional<Rollout> rollout = value(Keys.rollout("ragnar")).map(new RolloutCodec()::read);
    if (rollout.filter(each -> each.release() == release && each.through()).isEmpty()) {
      missing.add("the rollout of " + release + ": " + rollout);
    }
    for (Entry each : under("/proc/ragnar/")) {
      JobId job = Key.parse(each.key()).job();
      boolean good =
          cluster
              .statusOf(job)
              .map(Status::state)
              .filter(EveryKind.ends(job) ? JobState::isFinal : JobState.RUNNING::equals)
              .isPresent();
      if (!good) {
        missing.add(job + " at " + cluster.assigned(job) + ": " + cluster.status(job));
      }
    }
    return missing;
  }

  private List<Entry> under(String prefix) {
    return cluster.etcd().read(List.of(Range.prefix(prefix))).entries();
  }
}
