package viking.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.lab.Said;

/** What somebody with etcdctl and the command line sees of jobs on three hosts. */
@Requires({Tool.ROOT, Tool.DOCKER, Tool.ETCD, Tool.ETCDCTL, Tool.BUSYBOX, Tool.IP})
class ITJobs {
  private static final String SLEEP = Cluster.job("sleep 1000", "");

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
  void aJobThatKeepsFailingWaitsLongerUntilItIsRetried() {
    cluster.putJob("adhoc.bad.1", Cluster.job("sh -c 'sleep 0.1; exit 3'", ""));
    cluster.eventually(
        () -> "it waits: " + cluster.status("adhoc.bad.1"),
        () ->
            cluster.state("adhoc.bad.1").equals("backoff")
                && cluster.status("adhoc.bad.1").path("runs").asInt() >= 4);
    assertEquals(3, cluster.status("adhoc.bad.1").path("exitCode").asInt());
    // It runs again by itself now and then, for a moment in which neither is so.
    cluster.eventually(
        "ps says why", () -> cluster.viking("h1", "ps").out().contains("exited with 3"));
    int runs = cluster.status("adhoc.bad.1").path("runs").asInt();
    cluster.eventually(
        "it is told to try again", () -> cluster.viking("h2", "retry", "adhoc/bad").code() == 0);
    cluster.eventually(
        () -> "it runs again: " + cluster.status("adhoc.bad.1"),
        () -> cluster.status("adhoc.bad.1").path("runs").asInt() > runs);
    Said running = cluster.viking("h2", "retry", "adhoc/none");
    assertEquals(1, running.code());
    assertTrue(running.err().contains("adhoc/none"), running.err());
  }

  @Test
  void aCommandInTheContainerTellsItsHealth() {
    cluster.putJob(
        "adhoc.app.1",
        Cluster.job(
            "sh -c 'sleep 2; touch /tmp/up; exec sleep 1000'",
            ",\"expose\":[80],\"health\":{\"command\":\"test -e"
                + " /tmp/up\",\"interval\":\"500ms\"}"));
    cluster.awaitState("adhoc.app.1", "running");
    cluster.eventually(
        () -> "healthy: " + cluster.status("adhoc.app.1"),
        () -> cluster.status("adhoc.app.1").path("health").asText().equals("healthy"));
    cluster.eventually(
        () -> "in use: " + cluster.all("/ports/"), () -> cluster.all("/ports/").size() == 1);
  }

  @Nested
  class OnTheirHosts extends JobsOnHosts {
    OnTheirHosts() {
      super(cluster);
    }
  }
}
