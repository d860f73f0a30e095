package viking.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.lab.Said;

/** What somebody with etcdctl and the command line sees of jobs on three hosts. */
@Requires({Tool.ROOT, Tool.DOCKER, Tool.ETCD, Tool.ETCDCTL, Tool.BUSYBOX, Tool.IP})
class ITJobs {
  private static final String SLEEP = Cluster.job("sleep 1000", "");

  @TempDir Path folder;

  private static Cluster cluster;

  @BeforeAll
  static void up() {
    cluster = Cluster.up("jobs", 3);
  }

  @AfterAll
  static void down() {
    cluster.close();
  }

  @AfterEach
  void clear() {
    cluster.deleteAll("/proc/");
    cluster.eventually(() -> "all is gone: " + cluster.all("/"), () -> cluster.jobKeys().isEmpty());
  }

  @Test
  void aJobRunsIsReplacedAndGoesWithItsKey() {
    long began = System.nanoTime();
    cluster.putJob("adhoc.hello.1", SLEEP);
    cluster.awaitState("adhoc.hello.1", "running");
    Cluster.print("a job put with etcdctl runs", began);
    String host = cluster.get("/run/adhoc/hello/1");
    assertEquals("viking.adhoc.hello.1", cluster.get("/deploy/" + host + "/adhoc/hello/1"));
    assertEquals(host, cluster.status("adhoc.hello.1").path("host").asText());
    String first = cluster.containers(host).get("viking.adhoc.hello.1");
    assertEquals(
        "viking.adhoc.hello.1", cluster.status("adhoc.hello.1").path("container").asText());

    cluster.putJob("adhoc.hello.1", Cluster.job("sleep 2000", ""));
    cluster.eventually(
        () -> "another container: " + cluster.containers(),
        () ->
            cluster.containers().entrySet().stream()
                .anyMatch(
                    each ->
                        each.getKey().endsWith("/viking.adhoc.hello.1")
                            && !each.getValue().equals(first)));
    cluster.awaitState("adhoc.hello.1", "running");
    String now = cluster.get("/run/adhoc/hello/1");
    assertNotEquals(first, cluster.containers(now).get("viking.adhoc.hello.1"));
    assertEquals(
        "sleep 2000",
        Cluster.must(
                cluster.host(now),
                "docker",
                "inspect",
                "-f",
                "{{.Path}} {{index .Args 0}}",
                "viking.adhoc.hello.1")
            .strip());

    began = System.nanoTime();
    cluster.delete("/proc/adhoc/hello/1");
    cluster.eventually(() -> "gone: " + cluster.all("/"), () -> cluster.jobKeys().isEmpty());
    Cluster.print("a job deleted with etcdctl is gone", began);
    assertEquals(Map.of(), cluster.containers());
    assertEquals("", Cluster.must(cluster.host(now), "docker", "ps", "-aq").strip());
  }

  @Test
  void whatItExposesIsInPortsWhileItIsReadyAndAnswersThere() {
    cluster.putJob(
        "adhoc.web.1",
        Cluster.job(
            "sh -c 'echo hi >/tmp/index.html; exec httpd -f -p 80 -h /tmp'", ",\"expose\":[80]"));
    cluster.eventually(
        () -> "a port: " + cluster.all("/"), () -> cluster.all("/ports/adhoc/web/").size() == 1);
    Map.Entry<String, String> port = cluster.all("/ports/adhoc/web/").entrySet().iterator().next();
    String host = cluster.get("/run/adhoc/web/1");
    String address = cluster.host(host).address();
    assertTrue(
        port.getKey().matches("/ports/adhoc/web/80/tcp/" + address + "/[0-9]+/adhoc.web.1"),
        port.toString());
    Said page =
        cluster.host("h1").exec(List.of("busybox", "wget", "-qO-", "http://" + port.getValue()));
    assertEquals("hi\n", page.out(), page.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not JSON|rejected|JSON",
        "{\"image\":\"x\",\"rnu\":\"sleep 1\"}|rejected|unknown field 'rnu', did you mean 'run'?",
        "{\"run\":\"sleep 1\"}|rejected|'image' is missing",
        "{\"image\":\"x\",\"resources\":{\"memory\":\"-1g\"}}|rejected|memory",
        "{\"image\":\"viking-test/none:1\"}|backoff|viking-test/none:1",
        "{\"image\":\"viking-test/box\",\"run\":\"no-such-command\"}|backoff|no-such-command",
      })
  void aFaultIsNamedInItsStatusAndOthersGoOn(String value, String state, String words) {
    cluster.putJob("adhoc.other.1", SLEEP);
    cluster.putJob("adhoc.bad.1", value);
    cluster.eventually(
        () -> "named: " + cluster.status("adhoc.bad.1"),
        () ->
            cluster.state("adhoc.bad.1").equals(state)
                && cluster.status("adhoc.bad.1").path("message").asText().contains(words));
    cluster.awaitState("adhoc.other.1", "running");
  }

  @Test
  void aKeyOfTheWrongDepthIsToldAndHurtsNobody() {
    cluster.put("/proc/adhoc/deep", SLEEP);
    cluster.put("/proc/adhoc/deep/er/still/1", SLEEP);
    cluster.putJob("adhoc.fine.1", SLEEP);
    cluster.awaitState("adhoc.fine.1", "running");
    Said said = cluster.viking("h2", "ps");
    assertEquals(0, said.code(), said.err());
    assertTrue((said.out() + said.err()).contains("/proc/adhoc/deep/er/still/1"), said.toString());
    assertTrue(said.out().contains("adhoc.fine.1"), said.out());
  }

  @Test
  void thirtyJobsAreSpreadTenByTen() {
    long began = System.nanoTime();
    for (int i = 1; i <= 30; i++) {
      cluster.putJob("many.nap." + i, SLEEP);
    }
    cluster.eventually(
        () -> "10 each: " + cluster.running("many"),
        () -> cluster.running("many").equals(Map.of("h1", 10, "h2", 10, "h3", 10)));
    Cluster.print("30 jobs on 3 hosts run", began);
    Said why = cluster.viking("h3", "why", "many.nap.7");
    assertEquals(0, why.code(), why.err());
    for (String host : List.of("h1", "h2", "h3")) {
      assertTrue(why.out().contains(host), why.out());
    }
  }

  @Test
  void aJobThatKeepsFailingWaitsLongerUntilItIsRetried() {
    cluster.putJob("adhoc.bad.1", Cluster.job("sh -c 'sleep 0.1; exit 3'", ""));
    cluster.eventually(
        () -> "it waits: " + cluster.status("adhoc.bad.1"),
        () ->
            cluster.state("adhoc.bad.1").equals("backoff")
                && cluster.status("adhoc.bad.1").path("runs").asInt() >= 4);
    assertEquals(3, cluster.status("adhoc.bad.1").path("exitCode").asInt());
    Said ps = cluster.viking("h1", "ps");
    assertTrue(ps.out().contains("exited with 3"), ps.out());
    int runs = cluster.status("adhoc.bad.1").path("runs").asInt();
    Said retry = cluster.viking("h2", "retry", "adhoc/bad");
    assertEquals(0, retry.code(), retry.err());
    cluster.eventually(
        () -> "it runs again: " + cluster.status("adhoc.bad.1"),
        () -> cluster.status("adhoc.bad.1").path("runs").asInt() > runs);
    Said running = cluster.viking("h2", "retry", "adhoc/none");
    assertEquals(1, running.code());
    assertTrue(running.err().contains("adhoc/none"), running.err());
  }

  @Test
  void aVolumeTiesItsSlotToAHostUntilItIsReleased() {
    String job =
        Cluster.job("sh -c 'echo x >>/data/starts; exec sleep 1000'", ",\"volume\":[\"/data\"]");
    cluster.putJob("adhoc.db.1", job);
    cluster.awaitState("adhoc.db.1", "running");
    String host = cluster.get("/run/adhoc/db/1");
    Said ls = cluster.viking("h1", "volume", "ls");
    assertTrue(
        ls.out().lines().anyMatch(l -> l.contains("adhoc/db") && l.contains(host)), ls.out());
    Said early = cluster.viking("h1", "volume", "release", "adhoc/db/1");
    assertEquals(1, early.code(), early.out());
    assertTrue(early.err().contains("adhoc.db.1"), early.err());

    cluster.delete("/proc/adhoc/db/1");
    cluster.eventually(() -> "it is gone: " + cluster.all("/"), () -> cluster.jobKeys().isEmpty());
    Said cordon = cluster.viking("h1", "cordon", host);
    assertEquals(0, cordon.code(), cordon.err());
    cluster.putJob("adhoc.db.1", job);
    cluster.eventually(
        () -> "it waits for its data: " + cluster.status("adhoc.db.1"),
        () -> cluster.state("adhoc.db.1").matches("blocked|waiting"));
    cluster.viking("h1", "uncordon", host);
    cluster.awaitState("adhoc.db.1", "running");
    assertEquals(host, cluster.get("/run/adhoc/db/1"));
    assertEquals(
        "x\nx\n",
        Cluster.must(
            cluster.host(host), "docker", "exec", "viking.adhoc.db.1", "cat", "/data/starts"));

    cluster.delete("/proc/adhoc/db/1");
    cluster.eventually(() -> "it is gone: " + cluster.all("/"), () -> cluster.jobKeys().isEmpty());
    Said release = cluster.viking("h1", "volume", "release", "adhoc/db/1");
    assertEquals(0, release.code(), release.err());
    assertEquals("", cluster.get("/fixed/adhoc/db/1"));
  }

  @Test
  void aCommandInTheContainerTellsItsHealth() {
    cluster.putJob(
        "adhoc.app.1",
        Cluster.job(
            "sh -c 'sleep 2; touch /tmp/up; exec sleep 1000'",
            ",\"expose\":[80],\"health\":{\"command\":\"test -e /tmp/up\",\"interval\":\"500ms\"}"));
    cluster.awaitState("adhoc.app.1", "running");
    cluster.eventually(
        () -> "healthy: " + cluster.status("adhoc.app.1"),
        () -> cluster.status("adhoc.app.1").path("health").asText().equals("healthy"));
    cluster.eventually(
        () -> "in use: " + cluster.all("/ports/"), () -> cluster.all("/ports/").size() == 1);
  }

  @Test
  void aCordonedHostGetsNoNewJobsUntilItIsUncordoned() {
    Said cordon = cluster.viking("h1", "cordon", "h2", "new disk");
    assertEquals(0, cordon.code(), cordon.err());
    try {
      for (int i = 1; i <= 4; i++) {
        cluster.putJob("adhoc.nap." + i, SLEEP);
      }
      cluster.eventually(
          () -> "on two hosts: " + cluster.running("adhoc"),
          () -> cluster.running("adhoc").equals(Map.of("h1", 2, "h3", 2)));
      Said why = cluster.viking("h1", "why", "adhoc.nap.1", "h2");
      assertTrue(why.out().contains("new disk"), why.out());
    } finally {
      assertEquals(0, cluster.viking("h1", "uncordon", "h2").code());
    }
  }

  @Test
  void aSecondHostOfOneNameIsRefusedAndAForeignContainerIsLeftAlone() {
    Cluster.must(
        cluster.host("h1"),
        "docker",
        "run",
        "-d",
        "--name",
        "theirs",
        Cluster.IMAGE,
        "sleep",
        "9999");
    String theirs = cluster.containers("h1").get("theirs");
    Path log = folder.resolve("second.log");
    Process second =
        cluster.start(
            "h2",
            log,
            "host",
            "--hostname=h1",
            "--data-dir=" + folder.resolve("data"),
            "--port=1999",
            "--external=" + cluster.host("h2").address());
    try {
      String first = cluster.host("h1").address();
      cluster.eventually(
          () -> "it names name and address: " + text(log),
          () -> text(log).lines().anyMatch(l -> l.contains("h1") && l.contains(first)));
      cluster.staysFor(
          Duration.ofSeconds(3),
          () -> cluster.get("/host/h1"),
          () -> cluster.get("/host/h1").contains(first));
    } finally {
      second.destroyForcibly();
    }
    assertEquals(theirs, cluster.containers("h1").get("theirs"));
    Cluster.must(cluster.host("h1"), "docker", "rm", "-f", "theirs");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
