package viking.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.lab.LabHost;
import viking.lab.Part;

/** Host processes that are killed at any moment of what they do. */
@Requires({Tool.ROOT, Tool.DOCKER, Tool.ETCD, Tool.ETCDCTL, Tool.BUSYBOX, Tool.IP})
class ITCrashes {
  private static final int ROUNDS = 12;
  private static final int JOBS = 8;
  private static final Duration LONGEST_GRACE = Duration.ofMillis(1500);

  @Test
  void leaveNoHalfMadeContainerVolumeOrKey() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    System.out.println("crashes of seed " + seed);
    try (Cluster cluster = Cluster.up("crash", 2)) {
      for (int round = 1; round <= ROUNDS; round++) {
        change(cluster, random, round);
        LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_GRACE.toNanos()));
        LabHost victim = cluster.host(random.nextBoolean() ? "h1" : "h2");
        victim.kill(Part.PROCESS);
        if (random.nextBoolean()) {
          change(cluster, random, round);
        }
        victim.heal();
      }
      cluster.lab().awaitReady();
      for (int i = 1; i <= JOBS; i++) {
        cluster.putJob("app.nap." + i, job(i, 0));
      }
      cluster.eventually(
          () -> "all run, and nothing else: " + cluster.running("app") + cluster.containers(),
          () ->
              cluster.running("app").values().stream().mapToInt(n -> n).sum() == JOBS
                  && cluster.containers().size() == JOBS);
      // What nobody speaks of any more goes once its history is known, which may be a bit later.
      cluster.eventually(
          () -> "none is there that does not run: " + made(cluster), () -> made(cluster) == JOBS);

      cluster.deleteAll("/proc/");
      cluster.eventually(() -> "gone: " + cluster.all("/"), () -> cluster.jobKeys().isEmpty());
      cluster.eventually(() -> "no container is left: " + made(cluster), () -> made(cluster) == 0);
      assertEquals(
          pinned(cluster), volumes(cluster), "each volume is of a slot, each slot has one");
    }
  }

  /** Some jobs are put, some changed, some taken away; every second one has a volume. */
  private static void change(Cluster cluster, Random random, int round) {
    for (int i = 1; i <= JOBS; i++) {
      switch (random.nextInt(4)) {
        case 0 -> cluster.delete("/proc/app/nap/" + i);
        case 1 -> cluster.putJob("app.nap." + i, job(i, round));
        default -> {
          // As it is.
        }
      }
    }
  }

  private static String job(int number, int round) {
    return Cluster.job("sleep " + (1000 + round), number % 2 == 0 ? ",\"volume\":[\"/data\"]" : "");
  }

  private static long made(Cluster cluster) {
    return cluster.lab().hosts().stream()
        .mapToLong(host -> Cluster.must(host, "docker", "ps", "-aq").lines().count())
        .sum();
  }

  private static long volumes(Cluster cluster) {
    return cluster.lab().hosts().stream()
        .mapToLong(host -> Cluster.must(host, "docker", "volume", "ls", "-q").lines().count())
        .sum();
  }

  private static long pinned(Cluster cluster) {
    return cluster.all("/fixed/").values().stream()
        .filter(value -> value.contains("\"made\":true"))
        .count();
  }
}
