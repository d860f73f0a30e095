package viking.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.store.testing.EtcdMember;
import viking.core.store.testing.Eventually;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.slave.container.Phase;

@Requires(Tool.ETCD)
class ITCluster {
  private static final Duration TTL = Duration.ofSeconds(3);

  private EtcdMember etcd;
  private final List<TestHost> hosts = new ArrayList<>();

  @BeforeEach
  void start() {
    etcd = EtcdMember.start();
    for (String name : List.of("h1", "h2", "h3")) {
      hosts.add(new TestHost(name, etcd.endpoint(), TTL));
    }
    Eventually.holds(() -> "3 hosts", () -> keys("/host/").size() == 3);
    Eventually.holds(() -> "a leader", () -> !value("/leader").isEmpty());
  }

  @AfterEach
  void stop() {
    hosts.forEach(TestHost::close);
    etcd.close();
  }

  @Test
  void aJobPutWithEtcdctlRunsAndGoesWithItsKey() {
    put("/proc/adhoc/hello/1", "{\"image\":\"web\",\"expose\":[80],\"stop\":{\"drain\":\"0s\"}}");
    Eventually.holds(() -> "it is ready: " + all(), () -> keys("/ports/adhoc/hello/").size() == 1);
    String host = value("/run/adhoc/hello/1");
    assertEquals("viking.adhoc.hello.1", value("/deploy/" + host + "/adhoc/hello/1"));
    assertTrue(value("/status/adhoc/hello/1").contains("\"state\":\"running\""), this::all);
    assertEquals(1, running());

    etcd.ctl("del", "/proc/adhoc/hello/1");
    Eventually.holds(() -> "all of it is gone: " + all(), () -> jobKeys().isEmpty());
    assertEquals(0, running());
  }

  @Test
  void aNewValueReplacesTheOldOneAndABrokenOneSaysWhatIsWrong() {
    put("/proc/adhoc/hello/1", "{\"image\":\"web\"}");
    Eventually.holds(() -> "runs: " + all(), () -> running() == 1);
    String first = deployed();
    put("/proc/adhoc/hello/1", "{\"image\":\"web\",\"env\":{\"A\":\"b\"}}");
    Eventually.holds(
        () -> "another assignment runs: " + all(),
        () -> running() == 1 && !deployed().equals(first) && !deployed().isEmpty());
    put("/proc/adhoc/hello/1", "{\"imgae\":\"web\"}");
    Eventually.holds(
        () -> "rejected: " + all(),
        () -> value("/status/adhoc/hello/1").contains("did you mean 'image'?"));
    Eventually.holds(() -> "stopped", () -> running() == 0);
  }

  @Test
  void jobsAreSpreadAndMovedFromALostHost() {
    for (int i = 1; i <= 30; i++) {
      put("/proc/adhoc/web/" + i, "{\"image\":\"web\"}");
    }
    Eventually.holds(() -> "30 run: " + all(), () -> running() == 30);
    hosts.forEach(host -> assertEquals(10, host.containers().size(), host.name()));

    TestHost lost =
        hosts.stream().filter(host -> !host.name().equals(value("/leader"))).findFirst().get();
    long began = System.nanoTime();
    lost.kill();
    Eventually.holds(
        () -> "all run elsewhere: " + all(),
        () ->
            hosts.stream()
                    .filter(host -> host != lost)
                    .mapToLong(host -> host.containers().size())
                    .sum()
                == 30);
    print("host lost, its jobs run elsewhere", began);

    lost.start();
    Eventually.holds(() -> "its duplicates go", () -> lost.containers().isEmpty());
    Eventually.holds(() -> "30 run, no more and no less: " + all(), () -> running() == 30);
  }

  @Test
  void theNextLeaderGoesOn() {
    String first = value("/leader");
    TestHost leader = hosts.stream().filter(host -> host.name().equals(first)).findFirst().get();
    long began = System.nanoTime();
    leader.kill();
    put("/proc/adhoc/late/1", "{\"image\":\"web\"}");
    Eventually.holds(() -> "it runs: " + all(), () -> running() >= 1);
    print("leader killed, the next job runs", began);
  }

  @Test
  void aKilledEtcdStopsNothing() {
    put("/proc/adhoc/hello/1", "{\"image\":\"web\"}");
    Eventually.holds(() -> "runs", () -> running() == 1);
    String before = deployed();
    etcd.kill();
    hosts.stream()
        .filter(host -> !host.containers().isEmpty())
        .forEach(host -> host.engine().exit(host.containers().get(0).id(), 1));
    Eventually.holds(() -> "restarted without etcd", () -> running() == 1);
    etcd.begin();
    put("/proc/adhoc/hello/2", "{\"image\":\"web\"}");
    Eventually.holds(() -> "both run: " + all(), () -> running() == 2);
    assertTrue(deployed().contains(before), this::all);
  }

  private long running() {
    return hosts.stream()
        .flatMap(host -> host.containers().stream())
        .filter(seen -> seen.phase() == Phase.RUNNING)
        .count();
  }

  /** Each container with the assignment that it was made for. */
  private String deployed() {
    return hosts.stream()
        .flatMap(host -> host.containers().stream())
        .map(seen -> seen.name() + "@" + seen.label().orElseThrow().assignment())
        .sorted()
        .toList()
        .toString()
        .replaceAll("[\\[\\]]", "");
  }

  private void put(String key, String value) {
    etcd.ctl("put", key, value);
  }

  private String value(String key) {
    return etcd.ctl("get", "--print-value-only", key).strip();
  }

  private List<String> keys(String prefix) {
    return etcd.ctl("get", "--prefix", "--keys-only", prefix)
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  private List<String> jobKeys() {
    return keys("/").stream()
        .filter(key -> key.matches("/(proc|run|deploy|status|ports|counter)/.*"))
        .toList();
  }

  private String all() {
    return etcd.ctl("get", "--prefix", "/");
  }

  private static void print(String what, long began) {
    System.out.printf("%s after %.1f s%n", what, (System.nanoTime() - began) / 1e9);
  }
}
