package viking.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.lab.LabHost;
import viking.lab.Part;

/** Three hosts; what happens in the middle of a deploy, and to the data of a host that is lost. */
@Requires({Tool.ROOT, Tool.DOCKER, Tool.ETCD, Tool.ETCDCTL, Tool.BUSYBOX, Tool.IP})
class ITStackFailures {
  private static final Map<String, Integer> WHOLE = Map.of("web", 3, "db", 1);

  /** Hosts are given up meanwhile, and leaders elected. */
  private static final Duration DEPLOY_PATIENCE = Duration.ofMinutes(5);

  private static Cluster cluster;
  private static Stacks stacks;

  @TempDir Path folder;

  @BeforeAll
  static void up() {
    cluster = Cluster.up("sfail", 3);
    stacks = new Stacks(cluster);
  }

  @AfterAll
  static void down() {
    cluster.close();
  }

  @BeforeEach
  void run() {
    stacks.deploy(app("one"), "four instances");
    stacks.awaitWhole("app", "done", WHOLE);
  }

  @AfterEach
  void clear() {
    cluster.lab().hosts().forEach(LabHost::heal);
    cluster.lab().awaitReady();
    stacks.well("h1", "rm", "--yes", "app");
    cluster.eventually(() -> "all is gone: " + cluster.all("/"), () -> cluster.jobKeys().isEmpty());
  }

  private StackFolder app(String word) {
    return new StackFolder(folder.resolve(word)).says("app", deploy(word));
  }

  private static String deploy(String word) {
    return """
        web:
          image: viking:app/box
          run: serve
          scale: 3
          env: {WORD: %s}
          expose: [80]
          update: {min_ready: 500ms, deadline: 5m}
          stop: {drain: 1s}
        db:
          image: viking:app/box
          run: serve
          expose: [80]
          volume: [/data]
          update: {min_ready: 0s}
          stop: {drain: 0s}
        """
        .formatted(word);
  }

  /** Every instance of web serves the word, and nothing else does. */
  private void awaitWord(String word) {
    stacks.awaitWhole("app", "done", WHOLE);
    for (String address : stacks.addresses("app", "web")) {
      try {
        assertTrue(Visitor.page(address, "/").endsWith(" " + word + "\n"), address);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Once the new release has begun to replace something. */
  private void awaitMiddle(int release) {
    String first = "app.web." + release + ".";
    cluster.eventually(
        () -> "release " + release + " rolls: " + stacks.jobs("app"),
        () -> stacks.jobs("app").keySet().stream().anyMatch(job -> job.startsWith(first)));
  }

  private Process begin(String host, StackFolder of) {
    return cluster.start(
        host, folder.resolve("deploy-" + host + ".log"), "deploy", "-f", of.file());
  }

  private int end(Process process) {
    cluster.eventually(
        DEPLOY_PATIENCE, () -> "the deploy ends: " + stacks.jobs("app"), () -> !process.isAlive());
    return process.exitValue();
  }

  private String log(String host) {
    try {
      return Files.readString(folder.resolve("deploy-" + host + ".log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LabHost other(String... names) {
    return cluster.lab().hosts().stream()
        .filter(host -> !List.of(names).contains(host.name()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theLeaderIsKilledInTheMiddle() {
    String leader = cluster.get("/leader");
    String from = other(leader).name();
    try (Visitor visitor = Visitor.of(() -> answering(leader))) {
      Process deploy = begin(from, app("two"));
      awaitMiddle(2);
      long began = System.nanoTime();
      cluster.host(leader).kill(Part.PROCESS);
      assertEquals(0, end(deploy), () -> log(from));
      Cluster.print("leader killed in the middle of a deploy: done", began);
      assertEquals(List.of(), visitor.leave("web on the other hosts, meanwhile"));
    }
    cluster.host(leader).heal();
    cluster.lab().awaitReady();
    awaitWord("two");
  }

  /** Where web is reached, but for a host whose process cannot withdraw what it has published. */
  private List<String> answering(String dead) {
    String address = cluster.host(dead).address();
    return stacks.addresses("app", "web").stream()
        .filter(each -> !each.startsWith(address + ":"))
        .toList();
  }

  @Test
  void aHostIsCutOffInTheMiddle() {
    String leader = cluster.get("/leader");
    String db = stacks.hosts("app", "db").get(0);
    LabHost lost = other(leader, db);
    String from = leader;
    Process deploy = begin(from, app("two"));
    awaitMiddle(2);
    long began = System.nanoTime();
    lost.cut();
    assertEquals(0, end(deploy), () -> log(from));
    Cluster.print("host cut off in the middle of a deploy: done", began);
    awaitWord("two");
    lost.heal();
    cluster.lab().awaitReady();
    cluster.eventually(
        () -> "its duplicates are gone: " + stacks.containers("app"),
        () -> stacks.containers("app").size() == 4);
    awaitWord("two");
  }

  @Test
  void ofTwoDeploysAtOnceOneWinsAndTheOtherIsToldWhose() {
    Process first = begin("h1", app("two"));
    Process second = begin("h2", app("three"));
    int one = end(first);
    int two = end(second);
    String all = log("h1") + log("h2");
    // The later one may as well have begun when the first was accepted: then it follows it.
    String word = stacks.release("app").at("/stack/deploy/web/job/env/WORD").asText();
    awaitWord(word);
    if (stacks.number("app") == 2) {
      assertEquals(1, one + two, all);
      assertTrue(all.contains("came in between"), all);
    }
    assertEquals(0, word.equals("two") ? one : two, all);
  }

  @Test
  void theTerminalIsClosedHalfWay() {
    Process deploy = begin("h2", app("two"));
    awaitMiddle(2);
    deploy.destroyForcibly();
    end(deploy);
    awaitWord("two");
    assertEquals(2, stacks.number("app"));
  }

  @Test
  void theHostThatBuiltIsLostRightAfterTheDeploy() {
    String db = stacks.hosts("app", "db").get(0);
    LabHost builder = other(db);
    StackFolder two = app("two").rebuilt();
    stacks.well(builder.name(), "deploy", "--detach", "-f", two.file());
    long began = System.nanoTime();
    builder.kill(Part.ALL);
    cluster.eventually(
        () -> "it is up without " + builder.name() + ": " + stacks.jobs("app"),
        () ->
            stacks.rollout("app").path("phase").asText().equals("done")
                && stacks.ready("app").equals(WHOLE));
    Cluster.print("the host that built is lost: the stack is up elsewhere", began);
    awaitWord("two");
  }

  @Test
  void aVolumesHostIsGoneAndComesBackWithItsData() {
    String from = cluster.get("/leader");
    String db = stacks.hosts("app", "db").get(0);
    stacks.inside("app", "db", "sh", "-c", "echo gold >/data/hoard");
    cluster.host(db).kill(Part.ALL);
    String witness = other(db).name();
    cluster.eventually(
        () -> "blocked: " + stacks.jobs("app"), () -> stacks.jobs("app").containsValue("blocked"));
    String ps = stacks.well(witness, "ps", "app").out();
    assertTrue(ps.lines().anyMatch(l -> l.contains("db") && l.contains("blocked")), from + ps);
    assertTrue(ps.contains(db), ps);
    cluster.host(db).heal();
    cluster.lab().awaitReady();
    stacks.awaitWhole("app", "done", WHOLE);
    assertEquals("gold\n", stacks.inside("app", "db", "cat", "/data/hoard"));
    assertEquals(List.of(db), stacks.hosts("app", "db"));
  }

  @Test
  void aRestartedHostProcessAndEngineLoseNoData() {
    String db = stacks.hosts("app", "db").get(0);
    stacks.inside("app", "db", "sh", "-c", "echo gold >/data/hoard");
    Map<String, String> before = stacks.containers("app");
    cluster.host(db).stop();
    cluster.host(db).heal();
    cluster.lab().awaitReady();
    stacks.awaitWhole("app", "done", WHOLE);
    assertEquals(before, stacks.containers("app"), "no job moves for a restart");
    assertEquals("gold\n", stacks.inside("app", "db", "cat", "/data/hoard"));
  }
}
