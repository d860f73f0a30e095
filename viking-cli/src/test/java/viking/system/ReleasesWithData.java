package viking.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.system.NodeTexts.DB;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.lab.Said;

/** What becomes of a stack's volumes and secrets; for {@link ITReleases}, on its lab. */
abstract class ReleasesWithData {
  private final Cluster cluster;
  private final Stacks stacks;

  @TempDir Path folder;

  ReleasesWithData(Cluster cluster, Stacks stacks) {
    this.cluster = cluster;
    this.stacks = stacks;
  }

  @Test
  void aSecretIsInTheContainerAndNowhereElse() {
    String value = "v4lhalla-" + System.nanoTime();
    StackFolder with =
        new StackFolder(folder).says("app", DB.formatted("") + "  secrets: [HORN]\n");
    Said set =
        cluster
            .host("h1")
            .exec(
                List.of(
                    "sh",
                    "-c",
                    "echo -n " + value + " | target/viking/bin/viking secret set app HORN"));
    assertEquals(0, set.code(), set.err());
    stacks.deploy(with, "a node with a secret");
    stacks.awaitWhole("app", "done", Map.of("db", 1));
    assertEquals(value, stacks.inside("app", "db", "cat", "/run/secrets/HORN"));
    assertTrue(
        cluster.all("/").values().stream().noneMatch(all -> all.contains(value)), "not in etcd");
    for (List<String> words :
        List.of(List.of("ps"), List.of("history", "app"), List.of("plan", "-f", with.file()))) {
      Said said = stacks.well("h1", words.toArray(String[]::new));
      assertTrue(!(said.out() + said.err()).contains(value), said.out());
    }
    cluster
        .lab()
        .hosts()
        .forEach(host -> assertTrue(!host.log("viking").contains(value), host.name()));
  }

  @Test
  void dataSurvivesDeployRollbackAndScale() {
    stacks.deploy(hoard("one"), "a node with a volume");
    stacks.inside("hoard", "db", "sh", "-c", "echo gold >/data/hoard");
    String host = stacks.hosts("hoard", "db").get(0);

    stacks.deploy(hoard("two"), "a node with a volume, changed");
    stacks.awaitWhole("hoard", "done", Map.of("db", 1));
    assertEquals("gold\n", stacks.inside("hoard", "db", "cat", "/data/hoard"));
    stacks.well("h1", "rollback", "hoard");
    stacks.awaitWhole("hoard", "done", Map.of("db", 1));
    assertEquals("gold\n", stacks.inside("hoard", "db", "cat", "/data/hoard"));
    assertEquals(List.of(host), stacks.hosts("hoard", "db"));

    stacks.well("h1", "scale", "hoard/db=0");
    cluster.eventually(
        () -> "none runs: " + stacks.containers("hoard"),
        () -> stacks.containers("hoard").isEmpty());
    stacks.well("h1", "scale", "hoard/db=2");
    stacks.awaitWhole("hoard", "done", Map.of("db", 2));
    stacks.well("h1", "scale", "hoard/db=1");
    stacks.awaitWhole("hoard", "done", Map.of("db", 1));
    assertEquals("gold\n", stacks.inside("hoard", "db", "cat", "/data/hoard"));
    String starts = stacks.inside("hoard", "db", "cat", "/data/starts");
    assertTrue(starts.endsWith("1.1\n2.1\n3.1\n3.1\n"), starts);

    stacks.well("h1", "rm", "--yes", "hoard");
    ITReleases.awaitNoJobs();
    stacks.deploy(hoard("three"), "a node whose volume was kept");
    assertEquals("gold\n", stacks.inside("hoard", "db", "cat", "/data/hoard"));
  }

  private StackFolder hoard(String word) {
    return new StackFolder(folder)
        .says("hoard", DB.formatted(word).replace("viking:app/", "viking:hoard/"));
  }

  @Test
  void aStackRemovedWithItsVolumesLeavesNoDataBehind() {
    stacks.deploy(hoard("one"), "a node with a volume");
    String host = stacks.hosts("hoard", "db").get(0);
    stacks.well("h1", "rm", "--yes", "hoard", "--volumes");
    cluster.eventually(
        () -> "no volume: " + cluster.all("/fixed/hoard/"),
        () ->
            cluster.all("/fixed/hoard/").isEmpty()
                && !Cluster.must(cluster.host(host), "docker", "volume", "ls").contains(".hoard."));
  }
}
