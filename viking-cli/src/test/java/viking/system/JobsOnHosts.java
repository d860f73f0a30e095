package viking.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.lab.Said;

/** Which of three hosts jobs are on, and why; for {@link ITJobs}, on its lab. */
abstract class JobsOnHosts {
  private static final String SLEEP = Cluster.job("sleep 1000", "");

  private final Cluster cluster;

  @TempDir Path folder;

  JobsOnHosts(Cluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void thirtyJobsAreSpreadTenByTen() {
    long began = System.nanoTime();
    for (int i = 1; i <= 30; i++) {
      cluster.putJob("many.nap." + i, SLEEP);
    }
    cluster.eventually(
        Duration.ofMinutes(5),
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
    cluster.eventually(
        () -> "the first start and the second: " + starts(host),
        () -> starts(host).equals("x\nx\n"));

    cluster.delete("/proc/adhoc/db/1");
    cluster.eventually(() -> "it is gone: " + cluster.all("/"), () -> cluster.jobKeys().isEmpty());
    Said release = cluster.viking("h1", "volume", "release", "adhoc/db/1");
    assertEquals(0, release.code(), release.err());
    assertEquals("", cluster.get("/fixed/adhoc/db/1"));
  }

  private String starts(String host) {
    String show = "cat /data/starts || true";
    return Cluster.must(
        cluster.host(host), "docker", "exec", "viking.adhoc.db.1", "sh", "-c", show);
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
  void aSecondHostOfOneNameIsRefusedAndAForeignContainerIsLeftAlone() throws InterruptedException {
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
          () -> Stacks.parse(cluster.get("/host/h1")).path("address").asText().equals(first));
      assertEquals(theirs, cluster.containers("h1").get("theirs"));
    } finally {
      second.destroyForcibly().waitFor();
      Cluster.must(cluster.host("h1"), "docker", "rm", "-f", "theirs");
    }
  }

  /** Of what is still written to: a letter of several bytes may be there by half. */
  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
