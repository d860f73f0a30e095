package viking.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.lab.LabEtcd;
import viking.lab.LabHost;
import viking.lab.Part;
import viking.lab.Said;

/** What is under a cluster fails: etcd, the engines, everything. */
@Requires({Tool.ROOT, Tool.DOCKER, Tool.ETCD, Tool.ETCDCTL, Tool.BUSYBOX, Tool.IP})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ITBadNights {
  private static final int LAST = Integer.MAX_VALUE;
  private static final String SLEEP = Cluster.job("sleep 1000", "");

  @TempDir Path folder;

  private static Cluster cluster;
  private static LabEtcd etcd;

  @BeforeAll
  static void up() {
    cluster = Cluster.up("night", 3);
    etcd = cluster.lab().etcd("etcd1");
  }

  @AfterAll
  static void down() {
    cluster.close();
  }

  @BeforeEach
  void run() {
    for (int i = 1; i <= 6; i++) {
      cluster.putJob("app.nap." + i, SLEEP);
    }
    cluster.putJob(
        "app.db.1",
        Cluster.job("sh -c 'date +%N >>/data/starts; exec sleep 1000'", ",\"volume\":[\"/data\"]"));
    cluster.eventually(() -> "7 run: " + cluster.running("app"), this::allRun);
  }

  @AfterEach
  void clear() {
    etcd.heal();
    cluster.lab().hosts().forEach(LabHost::heal);
    cluster.lab().awaitReady();
    cluster.deleteAll("/proc/");
    cluster.eventually(() -> "all is gone: " + cluster.all("/"), () -> cluster.jobKeys().isEmpty());
  }

  @Test
  @Order(LAST)
  void withoutEtcdNothingStopsAndEachHostSaysWhatItWaitsFor() {
    Map<String, String> before = cluster.starts();
    Path backup = folder.resolve("etcd.db");
    etcd.snapshot(backup);

    long began = System.nanoTime();
    etcd.kill(Part.PROCESS);
    awaitWord("etcd");
    cluster.staysFor(
        Duration.ofSeconds(60).minusNanos(System.nanoTime() - began),
        () -> "all run: " + cluster.starts(),
        () -> cluster.starts().equals(before));
    Said ps = cluster.viking("h2", "ps");
    assertEquals(1, ps.code(), ps.out());
    assertTrue(ps.err().contains("etcd"), ps.err());

    began = System.nanoTime();
    etcd.heal();
    cluster.lab().awaitReady();
    Cluster.print("etcd back after 60 s: all hosts take part", began);
    assertEquals(before, cluster.starts());

    etcd.kill(Part.PROCESS);
    etcd.wipe();
    etcd.heal();
    awaitWord("etcd is empty, but this host belongs to cluster");
    cluster.staysFor(
        Duration.ofSeconds(5),
        () -> "all run: " + cluster.starts(),
        () -> cluster.starts().equals(before));

    etcd.kill(Part.PROCESS);
    etcd.restore(backup);
    etcd.heal();
    awaitWord("etcd has gone back in time");
    cluster.staysFor(
        Duration.ofSeconds(5),
        () -> "all run: " + cluster.starts(),
        () -> cluster.starts().equals(before));
    for (LabHost host : cluster.lab().hosts()) {
      Said accept = cluster.viking(host.name(), "accept");
      assertEquals(0, accept.code(), accept.err());
    }
    cluster.lab().awaitReady();
    cluster.putJob("app.late.1", SLEEP);
    cluster.awaitState("app.late.1", "running");
    Map<String, String> after = new TreeMap<>(cluster.starts());
    after.keySet().retainAll(before.keySet());
    assertEquals(before, after, "what ran before the restore runs on");
  }

  @Test
  void anEngineThatIsKilledGetsItsContainersBack() {
    String host = cluster.get("/run/app/db/1");
    long began = System.nanoTime();
    cluster.host(host).kill(Part.DOCKER);
    cluster.host(host).heal();
    cluster.eventually(() -> "all run: " + cluster.running("app"), this::allRunForReal);
    Cluster.print("dockerd killed and started: all runs again", began);
    assertEquals(host, cluster.get("/run/app/db/1"));
  }

  @Test
  void aHostProcessThatIsKilledFindsItsContainersAgain() {
    Map<String, String> before = cluster.starts();
    Map<String, String> ids = cluster.containers();
    for (LabHost host : cluster.lab().hosts()) {
      host.kill(Part.PROCESS);
      host.heal();
    }
    cluster.lab().awaitReady();
    cluster.eventually(() -> "all run: " + cluster.running("app"), this::allRunForReal);
    assertEquals(ids, cluster.containers());
    assertEquals(before, cluster.starts());
  }

  @Test
  void everythingStopsAndStartsAndRunsAsItDid() {
    String holder = cluster.get("/run/app/db/1");
    Map<String, String> runs = cluster.all("/run/");
    cluster.eventually("its first start is written down", () -> !written(holder).isEmpty());
    String before = written(holder);
    cluster.lab().hosts().forEach(host -> host.kill(Part.ALL));
    etcd.kill(Part.ALL);
    long began = System.nanoTime();
    etcd.heal();
    cluster.lab().hosts().parallelStream().forEach(LabHost::heal);
    cluster.lab().awaitReady();
    cluster.eventually(() -> "all run: " + cluster.running("app"), this::allRunForReal);
    Cluster.print("everything lost power and is back: all runs again", began);
    assertEquals(runs, cluster.all("/run/"), "where it ran");
    assertEquals(holder, cluster.get("/run/app/db/1"));
    cluster.eventually(
        () -> "the volume kept " + before + " and has another start: " + written(holder),
        () -> written(holder).startsWith(before) && written(holder).length() > before.length());
  }

  /** A line for each time that the database has got so far; a container runs a moment before. */
  private String written(String holder) {
    String show = "cat /data/starts || true";
    return Cluster.must(
        cluster.host(holder), "docker", "exec", "viking.app.db.1", "sh", "-c", show);
  }

  private boolean allRun() {
    return cluster.running("app").values().stream().mapToInt(n -> n).sum() == 7;
  }

  /** By the engines' word too: a status may be old. */
  private boolean allRunForReal() {
    Set<String> wanted = Set.copyOf(cluster.all("/run/").values());
    return allRun() && !wanted.isEmpty() && cluster.containers().size() == 7;
  }

  /** Every host says why it takes no part, on its health page. */
  private void awaitWord(String words) {
    for (LabHost host : cluster.lab().hosts()) {
      cluster.eventually(
          () -> host.name() + " says '" + words + "': " + health(host),
          () -> health(host).contains(words));
    }
  }

  private static String health(LabHost host) {
    return host.exec(java.util.List.of("curl", "-s", "-m", "3", "http://127.0.0.1:1113/health"))
        .out();
  }
}
