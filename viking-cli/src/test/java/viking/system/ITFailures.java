package viking.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.lab.LabHost;
import viking.lab.Part;

/** Hosts that vanish, die and stand still; three of them, with six jobs. */
@Requires({Tool.ROOT, Tool.DOCKER, Tool.ETCD, Tool.ETCDCTL, Tool.BUSYBOX, Tool.IP})
class ITFailures {
  private static final String SLEEP = Cluster.job("sleep 1000", "");
  private static final int JOBS = 6;
  private static final Duration LONG_PAST_ITS_LEASE = Duration.ofSeconds(20);

  private static Cluster cluster;

  @BeforeAll
  static void up() {
    cluster = Cluster.up("fail", 3);
  }

  @AfterAll
  static void down() {
    cluster.close();
  }

  @BeforeEach
  void run() {
    for (int i = 1; i <= JOBS; i++) {
      cluster.putJob("app.nap." + i, SLEEP);
    }
    cluster.eventually(
        () -> "2 each: " + cluster.running("app"),
        () -> cluster.running("app").equals(Map.of("h1", 2, "h2", 2, "h3", 2)));
  }

  @AfterEach
  void clear() {
    cluster.lab().hosts().forEach(LabHost::heal);
    cluster.lab().awaitReady();
    cluster.deleteAll("/proc/");
    cluster.eventually(() -> "all is gone: " + cluster.all("/"), () -> cluster.jobKeys().isEmpty());
  }

  @Test
  void theJobsOfAHostThatIsCutOffRunElsewhereAndItsDuplicatesGo() {
    Map<String, String> others = cluster.starts();
    String leader = cluster.get("/leader");
    LabHost lost = follower(leader);
    others.keySet().removeIf(name -> name.startsWith(lost.name() + "/"));
    long began = System.nanoTime();
    lost.cut();
    cluster.eventually(
        () -> "all run on the others: " + cluster.running("app"),
        () -> isAllBut(lost.name(), JOBS, cluster.running("app")));
    Cluster.print("host cut off: its jobs run elsewhere", began);
    assertEquals(2, Cluster.containers(lost).size(), "it goes on blindly");

    began = System.nanoTime();
    lost.heal();
    cluster.eventually(
        () -> "its duplicates go: " + Cluster.containers(lost),
        () -> Cluster.containers(lost).isEmpty());
    Cluster.print("host healed: its duplicates are gone", began);
    others.forEach(
        (name, started) -> assertEquals(started, cluster.starts().get(name), name + " untouched"));
  }

  @Test
  void aJobWrittenRightAfterTheLeaderIsKilledRuns() {
    String leader = cluster.get("/leader");
    Map<String, String> before = cluster.starts();
    cluster.host(leader).kill(Part.PROCESS);
    long began = System.nanoTime();
    cluster.putJob("app.late.1", SLEEP);
    cluster.awaitState("app.late.1", "running");
    Cluster.print("leader killed with -9: a job written right after runs", began);
    assertNotEquals(leader, cluster.get("/leader"));

    cluster.host(leader).heal();
    cluster.lab().awaitReady();
    Map<String, String> after = new TreeMap<>(cluster.starts());
    before.forEach(
        (name, started) ->
            assertTrue(
                started.equals(after.get(name)) || name.startsWith(leader + "/"),
                name + " untouched"));
  }

  @Test
  void noWriteOfALeaderThatStoodStillLands() {
    String leader = cluster.get("/leader");
    cluster.host(leader).pause(Part.PROCESS);
    long began = System.nanoTime();
    cluster.putJob("app.late.1", SLEEP);
    cluster.eventually(
        () -> "another leads: " + cluster.get("/leader"),
        () -> !cluster.get("/leader").isEmpty() && !cluster.get("/leader").equals(leader));
    cluster.awaitState("app.late.1", "running");
    Cluster.print("leader paused: a job written right after runs", began);
    cluster.staysFor(
        LONG_PAST_ITS_LEASE.minusNanos(System.nanoTime() - began),
        () -> "the new leader leads: " + cluster.get("/leader"),
        () -> !cluster.get("/leader").equals(leader));
    // Those that came from the paused host have a few seconds to go until their last word is said.
    cluster.eventually(
        () -> "all run on the others, and are well: " + cluster.all("/status/app/"),
        () -> isAllBut(leader, JOBS + 1, cluster.healthy("app")));

    Map<String, String> before = cluster.all("/");
    String led = cluster.get("/leader");
    cluster.host(leader).resume();
    cluster.lab().awaitReady();
    cluster.eventually(
        () -> "its duplicates go: " + cluster.containers(leader),
        () -> cluster.containers(leader).size() == own(leader));
    Map<String, String> after = cluster.all("/");
    before.forEach(
        (key, value) -> {
          if (key.matches("/(run|deploy|proc|status)/.*")) {
            assertEquals(value, after.get(key), key);
          }
        });
    assertEquals(led, cluster.get("/leader"));
  }

  @Test
  void aHostThatLeavesOnPurposeKeepsItsJobsAndGivesUpTheLeadAtOnce() {
    String leader = cluster.get("/leader");
    Map<String, String> before = cluster.starts();
    long began = System.nanoTime();
    cluster.host(leader).stop();
    assertTrue(cluster.get("/host/" + leader).contains("\"restarting\":true"));
    cluster.eventually(
        () -> "another leads: " + cluster.get("/leader"),
        () -> !cluster.get("/leader").isEmpty() && !cluster.get("/leader").equals(leader));
    Cluster.print("leader ended with SIGTERM: another leads", began);
    cluster.host(leader).heal();
    cluster.lab().awaitReady();
    assertEquals(before, cluster.starts(), "containers went on");
    assertFalse(cluster.get("/host/" + leader).contains("restarting"));
  }

  @Test
  void aHostThatLosesPowerIsReplacedAndComesBackEmptyHanded() {
    LabHost lost = follower(cluster.get("/leader"));
    long began = System.nanoTime();
    lost.kill(Part.ALL);
    cluster.eventually(
        () -> "all run on the others: " + cluster.running("app"),
        () -> isAllBut(lost.name(), JOBS, cluster.running("app")));
    Cluster.print("host without power: its jobs run elsewhere", began);
    lost.heal();
    cluster.lab().awaitReady();
    cluster.eventually(
        () -> "nothing is left of them: " + Cluster.must(lost, "docker", "ps", "-a"),
        () -> Cluster.must(lost, "docker", "ps", "-aq").isBlank());
  }

  @Test
  void anEngineThatHangsHoldsUpNothingElse() {
    LabHost hung = follower(cluster.get("/leader"));
    hung.pause(Part.DOCKER);
    for (int i = 1; i <= 3; i++) {
      cluster.putJob("app.more." + i, SLEEP);
    }
    cluster.eventually(
        () -> "those elsewhere run: " + cluster.all("/status/app/more/"),
        () ->
            cluster.all("/status/app/more/").values().stream()
                    .filter(status -> status.contains("\"state\":\"running\""))
                    .count()
                >= 2);
    assertEquals(0, cluster.viking(hung.name(), "ps").code(), "its process answers");
    cluster.eventually("it takes part", hung::isReady);
    hung.resume();
    cluster.eventually(
        () -> "all run: " + cluster.running("app"),
        () -> cluster.running("app").values().stream().mapToInt(n -> n).sum() == JOBS + 3);
  }

  private static LabHost follower(String leader) {
    return cluster.lab().hosts().stream()
        .filter(host -> !host.name().equals(leader))
        .findFirst()
        .orElseThrow();
  }

  /** Whether so many are counted, and none of them on that host. */
  private static boolean isAllBut(String host, int jobs, Map<String, Integer> counted) {
    return !counted.containsKey(host) && counted.values().stream().mapToInt(n -> n).sum() == jobs;
  }

  /** How many jobs /run gives to a host. */
  private static int own(String host) {
    return (int) cluster.all("/run/").values().stream().filter(host::equals).count();
  }
}
