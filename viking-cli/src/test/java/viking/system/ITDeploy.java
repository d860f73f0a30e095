package viking.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.lab.Said;

/** A stack file becomes a running stack on three hosts; the next one changes what it changes. */
@Requires({Tool.ROOT, Tool.DOCKER, Tool.ETCD, Tool.ETCDCTL, Tool.BUSYBOX, Tool.IP})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ITDeploy {
  private static final int FIRST = 1;
  private static final int LAST = Integer.MAX_VALUE;

  @TempDir static Path bases;
  private static Cluster cluster;
  private static Stacks stacks;

  @TempDir Path folder;

  @BeforeAll
  static void up() {
    cluster = Cluster.up("deploy", 3);
    stacks = new Stacks(cluster);
    // On one of three: the others have no registry to ask.
    Seed.provideImages(cluster.host("h1"), bases);
  }

  @AfterAll
  static void down() {
    cluster.close();
  }

  @Test
  @Order(FIRST)
  void theExampleThatVikingBeganWithRunsAsItIsWritten() throws IOException {
    Path file = Seed.write(folder);
    long began = System.nanoTime();
    stacks.well("h1", "deploy", "-f", file.toString());
    Cluster.print("the example is deployed", began);
    stacks.awaitWhole(
        "ragnar", "done", Map.of("db", 1, "logic", 2, "website", 3, "mongo", 1, "redis", 1));

    assertEquals(2, new TreeSet<>(stacks.hosts("ragnar", "logic")).size(), "on different hosts");
    assertEquals(3, new TreeSet<>(stacks.hosts("ragnar", "website")).size(), "on different hosts");
    assertEquals(8, stacks.containers("ragnar").size(), "help has none");
    assertTrue(
        stacks
            .page("ragnar", "db")
            .startsWith("/srv/app/db index.js --volume=/data/db installed 1.1"));
    assertTrue(stacks.page("ragnar", "website").startsWith("/srv/app/website index.js installed"));
    assertEquals("started\n", stacks.inside("ragnar", "mongo", "cat", "/data/db/starts"));
    assertTrue(stacks.addresses("ragnar", "redis").size() == 1);

    for (String node : List.of("db", "mongo", "redis")) {
      assertTrue(
          cluster.get("/fixed/ragnar/" + node + "/1").contains(stacks.hosts("ragnar", node).get(0)),
          node + " stays with its volume");
    }
    JsonNode images = stacks.release("ragnar").path("images");
    assertTrue(images.path("viking:ragnar/help").asText().startsWith("viking/ragnar/help:"));
    assertTrue(images.path("quarry/mongo").asText().startsWith("viking/ragnar/quarry-mongo:"));
    assertEquals(
        Set.of(
            "/route/thetracktube.com",
            "/route/www.thetracktube.com",
            "/route/tracktube.local.digger.io",
            "/route/tracktube.lan.digger.io",
            "/route/help.thetracktube.com",
            "/route/*.help.thetracktube.com"),
        cluster.all("/route/").keySet());
    String ps = stacks.well("h2", "ps", "ragnar").out();
    for (String node : List.of("db", "logic", "website", "help", "mongo", "redis")) {
      assertTrue(ps.contains(node), ps);
    }

    // It takes its usual time to drain, which the other tests need not wait for.
    stacks.well("h3", "rm", "--yes", "--detach", "ragnar");
  }

  @Test
  @Order(LAST)
  void nothingIsLeftOfTheExampleThatWasRemoved() {
    assertFalse(cluster.all("/image/ragnar/").isEmpty(), "it was there");
    assertFalse(stacks.well("h1", "stacks").out().contains("ragnar"));
    cluster.eventually(
        () -> "nothing is left: " + cluster.all("/"), () -> cluster.jobKeys().isEmpty());
    assertEquals(Map.of(), cluster.all("/route/"));
    assertEquals(Map.of(), stacks.containers("ragnar"));
  }

  @Test
  void aDeployTouchesWhatItChangesAndNothingElseAsPlanHadSaid() {
    StackFolder fleet = new StackFolder(folder).says("fleet", fleet("one", 2, "", "warm"));
    assertEquals(Map.of("web", "create", "db", "create", "cache", "create"), stacks.plan(fleet));
    stacks.deploy(fleet, "three nodes, four instances, first release");
    stacks.awaitWhole("fleet", "done", Map.of("web", 2, "db", 1, "cache", 1));
    Map<String, String> first = stacks.containers("fleet");
    assertEquals(Map.of("web", "keep", "db", "keep", "cache", "keep"), stacks.plan(fleet));
    stacks.well("h1", "plan", "--exit-code", "-f", fleet.file());

    try (Visitor visitor = Visitor.of(() -> stacks.addresses("fleet", "web"))) {
      fleet.says("fleet", fleet("two", 2, "", "warm"));
      assertEquals(Map.of("web", "replace", "db", "keep", "cache", "keep"), stacks.plan(fleet));
      assertEquals(1, cluster.viking("h1", "plan", "--exit-code", "-f", fleet.file()).code());
      stacks.deploy(fleet, "two instances replaced, one after the other");
      stacks.awaitWhole("fleet", "done", Map.of("web", 2, "db", 1, "cache", 1));
      Map<String, String> second = stacks.containers("fleet");
      assertEquals(2, common(first, second), "db and cache are as before");
      assertEquals(first.get(only("db")), second.get(only("db")));

      fleet.says("fleet", "only words", fleet("two", 3, "domains: [fleet.test]", "warm"));
      assertEquals(Map.of("web", "scale", "db", "keep", "cache", "keep"), stacks.plan(fleet));
      stacks.deploy(fleet, "scale, domains and comment");
      stacks.awaitWhole("fleet", "done", Map.of("web", 3, "db", 1, "cache", 1));
      Map<String, String> third = stacks.containers("fleet");
      assertEquals(4, common(second, third), "what ran runs on");
      assertTrue(cluster.get("/route/fleet.test").contains("fleet"));

      fleet.says("fleet", fleet("two", 3, "", "cold"));
      assertEquals("keep", stacks.plan(fleet).get("cache"), "a service");
      stacks.deploy(fleet, "a service changed");
      stacks.awaitWhole("fleet", "done", Map.of("web", 3, "db", 1, "cache", 1));
      assertEquals(third, stacks.containers("fleet"));
      assertEquals("", cluster.get("/route/fleet.test"));
      stacks.well("h1", "restart", "fleet/cache");
      stacks.awaitWhole("fleet", "done", Map.of("web", 3, "db", 1, "cache", 1));
      assertEquals(4, common(third, stacks.containers("fleet")), "but the service");
      assertEquals("cold\n", stacks.inside("fleet", "cache", "sh", "-c", "echo $WORD"));
      assertEquals(List.of(), visitor.leave("web, during five releases"));
    }
    stacks.well("h1", "rm", "--yes", "fleet");
  }

  private String only(String node) {
    return stacks.containers("fleet", node).keySet().iterator().next();
  }

  private static int common(Map<String, String> before, Map<String, String> after) {
    Set<String> ids = new TreeSet<>(before.values());
    ids.retainAll(after.values());
    return ids.size();
  }

  private static String fleet(String word, int scale, String domains, String cache) {
    return """
        web:
          image: viking:fleet/box
          run: serve
          env: {WORD: %s}
          scale: %d
          expose: [80]
          %s
          update: {min_ready: 0s, deadline: 5m}
          stop: {drain: 1s}
        db:
          image: viking:fleet/box
          run: serve
          expose: [80]
          volume: [/data]
          update: {min_ready: 0s}
          stop: {drain: 0s}
        cache:
          image: viking:fleet/box
          run: serve
          env: {WORD: %s}
          service: true
          expose: [80]
          update: {min_ready: 0s}
          stop: {drain: 0s}
        """
        .formatted(word, scale, domains, cache);
  }

  @Test
  void aMachineWithoutDockerDeploysWithTheSmallPackage() throws IOException, InterruptedException {
    StackFolder raft =
        new StackFolder(folder.resolve("raft"))
            .says(
                "raft",
                """
                web:
                  image: viking:raft/box
                  run: serve
                  expose: [80]
                  update: {min_ready: 0s}
                  stop: {drain: 0s}
                """);
    Path laptop = Files.createDirectory(folder.resolve("laptop"));
    Path log = folder.resolve("said");
    String script =
        """
        set -e
        tar -C %1$s --strip-components=1 -xzf "$(ls -t target/viking-cli-*.tar.gz | head -n 1)"
        [ ! -e %1$s/lib/host ]
        cd %2$s
        exec env -i PATH=/usr/bin:/bin JAVA_HOME=%5$s HOME=%1$s DOCKER_HOST=unix:///nowhere \
          VIKING_ADDR=%3$s VIKING_TOKEN=%4$s %1$s/bin/viking deploy
        """
            .formatted(
                laptop,
                raft.folder(),
                cluster.host("h2").api(),
                cluster.lab().token(),
                System.getProperty("java.home"));
    int code =
        new ProcessBuilder("sh", "-c", script)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    String said = Files.readString(log);
    assertEquals(0, code, said);
    stacks.awaitWhole("raft", "done", Map.of("web", 1));
    assertFalse(said.contains("\u001b"), "no terminal, no colours: " + said);
    assertNotEquals(0, stacks.number("raft"));
    Said rm = stacks.well("h1", "rm", "--yes", "raft");
    cluster.eventually(
        () -> "nothing is left: " + rm + cluster.all("/"), () -> cluster.jobKeys().isEmpty());
    // The launcher archives classes for the next time, in the folder that is deleted now.
    cluster.eventually(
        "nobody is at work in " + laptop, () -> !HostFigures.isNamed(laptop.toString()));
  }
}
