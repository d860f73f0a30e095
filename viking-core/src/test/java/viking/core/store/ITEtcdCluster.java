package viking.core.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import viking.core.store.testing.EtcdCluster;
import viking.core.store.testing.Eventually;
import viking.core.store.testing.Mirror;
import viking.core.store.testing.StoreScene;
import viking.core.store.testing.Writer;
import viking.core.testing.Requires;
import viking.core.testing.Tool;

/** Three members that fail one after the other while a client goes on. */
@Requires({Tool.ETCD, Tool.ETCDCTL, Tool.DOCKER, Tool.ROOT})
class ITEtcdCluster extends StoreScene {
  /** A disk that is held up is no fault, and costs a request no more than time. */
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private static EtcdCluster etcd;

  @BeforeAll
  static void start() {
    etcd = EtcdCluster.start(3);
  }

  @AfterAll
  static void stop() {
    if (etcd != null) {
      etcd.close();
    }
  }

  @AfterEach
  void awaitAll() {
    etcd.awaitAll();
  }

  /** Its first member is the leader, so that what befalls the leader befalls the client as well. */
  @Override
  protected Store connect() {
    String endpoints = etcd.endpointsFrom(etcd.leader());
    return new EtcdStore(EtcdConfig.of(endpoints).withDeadline(DEADLINE));
  }

  @Test
  void keepsWhatItAcknowledgedWhileMembersAreKilledPausedAndReplaced() {
    try (Mirror mirror = new Mirror(store, all());
        Writer writer = new Writer(store, key(""), 32)) {
      writer.awaitApplied(300);
      int killed = etcd.leader();
      etcd.kill(killed);
      writer.awaitApplied(300);
      etcd.restart(killed);
      etcd.awaitAll();

      int paused = etcd.leader();
      etcd.pause(paused);
      writer.awaitApplied(300);
      etcd.resume(paused);
      etcd.awaitAll();

      etcd.replace(etcd.leader());
      writer.awaitApplied(300);
      etcd.awaitAll();

      writer.stop();
      System.out.println("ITEtcdCluster: killed, paused, replaced: " + writer.told());
      Snapshot found = read();
      writer.assertTrue(found);
      Eventually.holds("the mirror shows it all", () -> mirror.entries().equals(found.entries()));
      assertTrue(mirror.endings() > 0, "its watch ended, loudly");
    }
  }

  @Test
  void goesOnWithTheOthersWhenItsMemberIsKilled() {
    Duration took = outage(member -> etcd.kill(member), member -> etcd.restart(member));
    System.out.printf("ITEtcdCluster: leader killed, 50 writes %d ms later%n", took.toMillis());
  }

  @Test
  void goesOnWithTheOthersWhenItsMemberSaysNothing() {
    Duration took = outage(member -> etcd.pause(member), member -> etcd.resume(member));
    System.out.printf("ITEtcdCluster: leader paused, 50 writes %d ms later%n", took.toMillis());
  }

  /** How long a writer waits for the first success after its member broke. */
  private Duration outage(IntConsumer breaking, IntConsumer mending) {
    Eventually.holds(
        "a key is there before",
        () -> commit(Write.put(key("before"), "")).kind() == Outcome.Kind.APPLIED);
    int member = etcd.leader();
    try (Writer writer = new Writer(store, key("w/"), 4)) {
      writer.awaitApplied(50);
      breaking.accept(member);
      long broken = System.nanoTime();
      writer.awaitApplied(50);
      Duration took = Duration.ofNanos(System.nanoTime() - broken);
      mending.accept(member);
      writer.stop();
      assertTrue(names().contains("before"));
      return took;
    }
  }
}
