package viking.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.system.NodeTexts.DB;
import static viking.system.NodeTexts.RAID;
import static viking.system.NodeTexts.WEB;
import static viking.system.NodeTexts.sickWeb;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.io.TempDir;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.lab.Said;

/** What becomes of a stack on two hosts: good releases and bad ones, settings, scale, moves. */
@Requires({Tool.ROOT, Tool.DOCKER, Tool.ETCD, Tool.ETCDCTL, Tool.BUSYBOX, Tool.IP})
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class ITReleases {
  private static Cluster cluster;
  private static Stacks stacks;

  @TempDir static Path raids;
  @TempDir Path folder;

  @BeforeAll
  static void up() {
    cluster = Cluster.up("relea", 2);
    stacks = new Stacks(cluster);
    // Begun now, so that the last test need not wait for its minute.
    stacks.deploy(new StackFolder(raids).says("raids", RAID), "a node that runs by the clock");
  }

  @AfterAll
  static void down() {
    cluster.close();
  }

  @AfterEach
  void clear() {
    for (String stack : List.of("app", "hoard")) {
      if (!cluster.get("/stack/" + stack).isEmpty()) {
        stacks.well("h1", "rm", "--yes", stack);
      }
    }
    awaitNoJobs();
  }

  static void awaitNoJobs() {
    cluster.eventually(
        () -> "none but raids has jobs: " + cluster.jobKeys(),
        () -> cluster.jobKeys().stream().allMatch(key -> key.contains("/raids/")));
  }

  private StackFolder app(String deploy) {
    return new StackFolder(folder).says("app", deploy);
  }

  @Test
  void aReleaseThatDoesNotBecomeHealthyIsTakenBackAndWhatRanNeverStopped() {
    stacks.deploy(app(WEB), "two instances");
    stacks.awaitWhole("app", "done", Map.of("web", 2));
    Map<String, String> before = stacks.containers("app");
    List<String> addresses = stacks.addresses("app", "web");
    try (Visitor visitor = Visitor.of(() -> addresses)) {
      // Time enough for its last lines, even where a container takes long to begin.
      StackFolder sick = app(sickWeb("12s"));
      long began = System.nanoTime();
      Said deploy = cluster.viking("h1", "deploy", "-f", sick.file());
      Cluster.print("a sick release is taken back", began);
      assertEquals(1, deploy.code(), Stacks.told(deploy, "deploy"));
      String said = deploy.out() + deploy.err();
      assertTrue(said.contains("no oars: scurvy"), "its last lines: " + said);
      assertTrue(said.contains("app"), "the reason: " + said);
      stacks.awaitWhole("app", "rolled-back", Map.of("web", 2));
      assertEquals(List.of(), visitor.leave("the old instances, meanwhile"));
    }
    assertEquals(before, stacks.containers("app"), "the same containers");
    JsonNode now = stacks.release("app");
    assertEquals(3, now.path("release").asInt());
    assertEquals(1, now.path("of").asInt());
    assertEquals("rollback", now.path("cause").asText());
    assertEquals(2, stacks.rollout("app").path("undone").asInt());
    String history = stacks.well("h2", "history", "app").out();
    assertTrue(history.contains("rollback"), history);
  }

  @Test
  void aFirstReleaseThatFailsStaysAndIsMarked() {
    StackFolder sick = app(sickWeb("4s"));
    Said deploy = cluster.viking("h1", "deploy", "-f", sick.file());
    assertEquals(1, deploy.code(), Stacks.told(deploy, "deploy"));
    assertEquals("failed", stacks.rollout("app").path("phase").asText());
    assertEquals(1, stacks.number("app"));
    stacks.deploy(app(WEB), "the cure of a first release");
    stacks.awaitWhole("app", "done", Map.of("web", 2));
  }

  @Test
  void settingsAndRestartsAreReleasesThatRollWithoutAGap() {
    stacks.deploy(app(WEB + DB.formatted("")), "a stack to be set");
    Map<String, String> before = stacks.containers("app", "web");
    try (Visitor visitor = Visitor.of(() -> stacks.addresses("app", "web"))) {
      long began = System.nanoTime();
      stacks.well("h1", "env", "set", "app", "WORD=skol");
      stacks.awaitWhole("app", "done", Map.of("web", 2, "db", 1));
      Cluster.print("env set, and rolled", began);
      assertTrue(stacks.page("app", "web").endsWith(" skol\n"), stacks.page("app", "web"));
      Map<String, String> set = stacks.containers("app", "web");
      assertNotEquals(new TreeSet<>(before.values()), new TreeSet<>(set.values()));

      stacks.well("h1", "restart", "app/web");
      stacks.awaitWhole("app", "done", Map.of("web", 2, "db", 1));
      TreeSet<String> left = new TreeSet<>(stacks.containers("app", "web").values());
      left.retainAll(set.values());
      assertEquals(new TreeSet<>(), left, "all are others");

      stacks.well("h1", "rollback", "app", "1");
      stacks.awaitWhole("app", "done", Map.of("web", 2, "db", 1));
      assertEquals(List.of(), visitor.leave("web, during three releases"));
    }
  }

  @Test
  void whatRunsOnceIsOverBeforeWhatIsAfterItBegins() {
    String once =
        """
        web:
          image: viking:app/box
          run: serve
          after: [migrate]
          expose: [80]
          update: {min_ready: 0s}
          stop: {drain: 0s}
        migrate:
          image: viking:app/box
          run: [sh, -c, "echo migrating; sleep 2; exit %d"]
          once: true
          env: {WORD: "%s"}
        """;
    stacks.deploy(app(once.formatted(0, "one")), "once, and what is after it");
    assertFalse(stacks.began("app", "web").isBefore(stacks.ended("app", "migrate")), "after it");
    Map<String, String> before = stacks.containers("app");

    StackFolder bad = app(once.formatted(3, "two"));
    Said deploy = cluster.viking("h1", "deploy", "-f", bad.file());
    assertEquals(1, deploy.code(), Stacks.told(deploy, "deploy"));
    assertTrue((deploy.out() + deploy.err()).contains("migrating"), deploy.err());
    cluster.eventually(
        () -> "it is taken back: " + cluster.get("/rollout/app"),
        () -> stacks.rollout("app").path("phase").asText().equals("rolled-back"));
    assertEquals(before, stacks.containers("app"));
  }

  @Test
  void aDrainedHostIsLeftWithoutAGap() {
    stacks.deploy(app(WEB + DB.formatted("")), "what is to be moved");
    String full = stacks.hosts("app", "db").get(0);
    String other = full.equals("h1") ? "h2" : "h1";
    Map<String, String> before = stacks.containers("app", "db");
    try (Visitor visitor = Visitor.of(() -> stacks.addresses("app", "web"))) {
      long began = System.nanoTime();
      Said drain = cluster.viking(other, "drain", full, "--detach");
      assertEquals(0, drain.code(), Stacks.told(drain, "drain"));
      cluster.eventually(
          () -> "all of web is on " + other + ": " + stacks.containers("app"),
          () -> stacks.hosts("app", "web").equals(List.of(other, other)));
      Cluster.print("a host is drained", began);
      assertEquals(before, stacks.containers("app", "db"), "its volume is here");
      stacks.well(other, "uncordon", full);
      assertEquals(List.of(), visitor.leave("web, while its host was drained"));
    }
  }

  @Test
  void scaleAndKillDoWhatTheySay() throws IOException {
    stacks.deploy(app(WEB), "two instances");
    Map<String, String> before = stacks.containers("app");
    stacks.well("h2", "scale", "app/web=4");
    stacks.awaitWhole("app", "done", Map.of("web", 4));
    assertTrue(stacks.containers("app").values().containsAll(before.values()), "more, not others");
    stacks.deploy(app(WEB), "the same again");
    stacks.awaitWhole("app", "done", Map.of("web", 4));
    assertEquals(1, stacks.number("app"), "nothing has changed");
    stacks.well("h2", "scale", "app/web=1");
    stacks.awaitWhole("app", "done", Map.of("web", 1));

    String id = stacks.containers("app").values().iterator().next();
    String job = stacks.jobs("app").keySet().iterator().next();
    stacks.well("h1", "kill", job);
    cluster.eventually(
        () -> "another runs: " + stacks.containers("app"),
        () -> stacks.containers("app").size() == 1 && !stacks.containers("app").containsValue(id));
    stacks.awaitWhole("app", "done", Map.of("web", 1));
    assertTrue(Visitor.page(stacks.addresses("app", "web").get(0), "/").startsWith("web "));
  }

  @Nested
  @Order(1)
  class WithData extends ReleasesWithData {
    WithData() {
      super(cluster, stacks);
    }
  }

  /** At the end: by then a minute has begun. */
  @Nested
  @Order(2)
  class ByTheClock {
    @Test
    void whatIsDueEveryMinuteRunsToItsEnd() {
      cluster.eventually(
          Duration.ofMinutes(4),
          () -> "it ran: " + cluster.get("/cron/raids/raid") + " " + cluster.all("/status/raids/"),
          () -> done(cluster.get("/cron/raids/raid")));
      stacks.well("h1", "rm", "--yes", "raids");
      cluster.eventually(
          () -> "all is gone: " + cluster.all("/"), () -> cluster.jobKeys().isEmpty());
    }

    /** Whether the job of that time has ended well: of none, while the clock is only being set. */
    private static boolean done(String fired) {
      if (fired.isEmpty()) {
        return false;
      }
      DateTimeFormatter nominal =
          DateTimeFormatter.ofPattern("yyyyMMdd-HHmm").withZone(ZoneOffset.UTC);
      JsonNode raid = cluster.status("raids.raid.cron." + nominal.format(Instant.parse(fired)));
      return raid.path("state").asText().equals("done") && raid.path("exitCode").asInt(-1) == 0;
    }
  }
}
