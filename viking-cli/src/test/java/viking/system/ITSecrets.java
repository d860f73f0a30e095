package viking.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.lab.LabHost;
import viking.lab.Said;

/** Secrets on two hosts: in the container that is given them, and nowhere else. */
@Requires({Tool.ROOT, Tool.DOCKER, Tool.ETCD, Tool.ETCDCTL, Tool.BUSYBOX, Tool.IP})
class ITSecrets {
  private static Cluster cluster;

  @TempDir Path folder;

  /** Made up for each test, so that they can be looked for everywhere. */
  private final String inFile = "file-" + UUID.randomUUID();

  private final String inVariable = "variable-" + UUID.randomUUID();

  @BeforeAll
  static void up() {
    cluster = Cluster.up("secret", 2);
  }

  @AfterAll
  static void down() {
    cluster.close();
  }

  @AfterEach
  void clear() {
    cluster.deleteAll("/stack/");
    cluster.deleteAll("/release/");
    cluster.deleteAll("/rollout/");
    cluster.deleteAll("/proc/");
    cluster.eventually(() -> "all is gone: " + cluster.all("/"), () -> cluster.jobKeys().isEmpty());
    cluster.deleteAll("/secret/");
  }

  @Test
  void aSecretIsInItsContainerAndNowhereElse() {
    set("adhoc", "TOKEN", inFile + "\n");
    pipe("adhoc", "WORD", inVariable + "\n");
    cluster.putJob(
        "adhoc.web.1",
        Cluster.job(
            "sleep 1000", ",\"user\":\"1234\",\"secrets\":[\"TOKEN:/etc/a/token\",\"WORD:env\"]"));
    cluster.awaitState("adhoc.web.1", "running");
    LabHost host = cluster.host(cluster.get("/run/adhoc/web/1"));
    assertEquals(inFile + "\n", inside(host, "adhoc.web.1", "cat /etc/a/token").out());
    assertEquals(inVariable + "\n", inside(host, "adhoc.web.1", "echo \"$WORD\"").out());
    assertEquals("400 1234\n", inside(host, "adhoc.web.1", "stat -c '%a %u' /etc/a/token").out());
    assertNotEquals(0, inside(host, "adhoc.web.1", "echo x >/etc/a/token").code());
    String source =
        Cluster.must(
            host,
            "docker",
            "inspect",
            "-f",
            "{{range .Mounts}}{{.Source}}{{end}}",
            "viking.adhoc.web.1");
    assertEquals("tmpfs\n", Cluster.must(host, "stat", "-f", "-c", "%T", source.strip()), source);

    standNowhere(host, "adhoc.web.1");
    assertFalse(
        Cluster.must(host, "docker", "inspect", "viking.adhoc.web.1").contains(inFile),
        "docker knows where the file is, and not what is in it");
  }

  @Test
  void aJobWaitsForItsSecretAndSaysSo() {
    cluster.putJob("adhoc.late.1", Cluster.job("sleep 1000", ",\"secrets\":[\"LATER\"]"));
    String missing = "secret LATER is not set: viking secret set adhoc LATER";
    cluster.eventually(
        () -> "it says so: " + cluster.status("adhoc.late.1"),
        () -> cluster.status("adhoc.late.1").path("message").asText().equals(missing));
    assertEquals("blocked", cluster.state("adhoc.late.1"));
    assertTrue(cluster.viking("h1", "ps").out().contains("secret LATER is not set"));
    set("adhoc", "LATER", inFile);
    cluster.awaitState("adhoc.late.1", "running");
    LabHost host = cluster.host(cluster.get("/run/adhoc/late/1"));
    assertEquals(inFile, inside(host, "adhoc.late.1", "cat /run/secrets/LATER").out());
  }

  @Test
  void itGoesWithItsContainerAndIsLaidOutAnewForEachStart() {
    set("adhoc", "TOKEN", inFile);
    cluster.putJob(
        "adhoc.web.1",
        Cluster.job(
            "sh -c 'sleep 1; cat /run/secrets/TOKEN && exit 3'", ",\"secrets\":[\"TOKEN\"]"));
    cluster.eventually(
        () -> "it ran twice: " + cluster.status("adhoc.web.1"),
        () -> cluster.status("adhoc.web.1").path("runs").asInt() >= 2);
    assertEquals(3, cluster.status("adhoc.web.1").path("exitCode").asInt());
    cluster.delete("/proc/adhoc/web/1");
    cluster.eventually(() -> "all is gone: " + cluster.all("/"), () -> cluster.jobKeys().isEmpty());
    cluster.eventually(() -> "nothing is laid out: " + laidOut(), () -> laidOut().isEmpty());
  }

  @Test
  void anotherValueIsAnotherReleaseWhoseContainersHaveIt() {
    assertEquals(
        "ragnar: secret TOKEN is set; it is not deployed yet\n", set("ragnar", "TOKEN", inFile));
    long version = Long.parseLong(cluster.get("/secret/ragnar/TOKEN").split(":", 4)[1]);
    String release =
        """
        {"release":1,"cause":"deploy","by":"","at":"","images":{},"env":{},
         "secrets":{"TOKEN":%d},"restarts":{},"stack":{"name":"ragnar","deploy":{
          "web":{"job":%s,"update":{"min_ready":"1s"}}}}}
        """
            .formatted(version, Cluster.job("sleep 1000", ",\"secrets\":[\"TOKEN\"]"));
    cluster.put("/release/ragnar/1", release);
    cluster.put("/stack/ragnar", release);
    cluster.awaitState("ragnar.web.1.1", "running");
    assertEquals(inFile, inside("ragnar.web.1.1", "cat /run/secrets/TOKEN"));
    assertEquals(
        "nothing changes: secret TOKEN of ragnar is so already\n", set("ragnar", "TOKEN", inFile));
    assertEquals(
        "release 2 of ragnar: secret TOKEN is set, for web\n", set("ragnar", "TOKEN", inVariable));
    cluster.awaitState("ragnar.web.2.1", "running");
    assertEquals(inVariable, inside("ragnar.web.2.1", "cat /run/secrets/TOKEN"));
    Said said = cluster.viking("h1", "env", "set", "ragnar", "GREETING=good morning", "--detach");
    assertEquals("release 3 of ragnar: GREETING is set\n", said.out(), said.err());
    cluster.awaitState("ragnar.web.3.1", "running");
    assertEquals("good morning\n", inside("ragnar.web.3.1", "echo $GREETING"));
    assertEquals(inVariable, inside("ragnar.web.3.1", "cat /run/secrets/TOKEN"));
    standNowhere(cluster.host(cluster.get("/run/ragnar/web/3.1")), "ragnar.web.3.1");
  }

  private String set(String stack, String name, String value) {
    Path file = write(value);
    Said said =
        cluster.viking("h1", "secret", "set", stack, name, "--detach", "--from", file.toString());
    assertEquals(0, said.code(), said.err());
    delete(file);
    return said.out();
  }

  private void pipe(String stack, String name, String value) {
    Path file = write(value);
    String viking = Path.of("target/viking/bin/viking").toAbsolutePath().toString();
    Cluster.must(
        cluster.host("h2"), "sh", "-c", viking + " secret set " + stack + " " + name + " <" + file);
    delete(file);
  }

  /** In etcd, on disk, in logs, in what commands show, on any command line, in labels. */
  private void standNowhere(LabHost host, String job) {
    cluster.all("/").forEach((key, value) -> silent(key, value));
    silent("etcd", cluster.lab().etcd("etcd1").ctl("get", "--from-key", ""));
    for (String value : List.of(inFile, inVariable)) {
      Said found =
          host.exec(
              List.of(
                  "grep",
                  "-rlaF",
                  "--exclude-dir=run",
                  "--exclude-dir=docker",
                  "--exclude-dir=exec",
                  value,
                  cluster.lab().directory().toString()));
      assertEquals("", found.out(), "on the disks of hosts and etcd, engines apart");
    }
    Said image =
        host.exec(
            List.of("grep", "-rlaF", "--exclude-dir=run", inFile, cluster.lab().directory() + ""));
    assertEquals("", image.out(), "a file's content is not with the engine either");
    for (List<String> words :
        List.of(
            List.of("ps"),
            List.of("ps", "-o", "json"),
            List.of("why", job),
            List.of("info"),
            List.of("secret", "ls", "adhoc", "-o", "json"),
            List.of("secret", "ls", "ragnar"),
            List.of("env", "ls", "ragnar"),
            List.of("history", "ragnar"),
            List.of("stacks"))) {
      Said said = cluster.viking("h1", words.toArray(String[]::new));
      silent("viking " + words, said.out() + said.err());
    }
    silent(
        "labels",
        Cluster.must(host, "docker", "inspect", "-f", "{{json .Config.Labels}}", "viking." + job));
    commandLines().forEach(line -> silent("a command line", line));
  }

  private void silent(String what, String text) {
    assertFalse(text.contains(inFile) || text.contains(inVariable), what + " tells a secret");
  }

  private static List<String> commandLines() {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.map(each -> each.resolve("cmdline")).map(ITSecrets::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the process that it is about has not outlived is empty. */
  private static String read(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /** Files under each host's run directory; those that go while they are listed are not there. */
  private static List<String> laidOut() {
    String find =
        "find %s/h[0-9]*/run -ignore_readdir_race -path '*/secrets/*' -type f"
            .formatted(cluster.lab().directory());
    return Cluster.must(cluster.host("h1"), "sh", "-c", find).lines().toList();
  }

  private static String inside(String job, String script) {
    LabHost host =
        cluster.host(cluster.get("/run/" + job.replaceFirst("\\.", "/").replaceFirst("\\.", "/")));
    return inside(host, job, script).out();
  }

  private static Said inside(LabHost host, String job, String script) {
    return host.exec(List.of("docker", "exec", "viking." + job, "sh", "-c", script));
  }

  private Path write(String text) {
    try {
      return Files.writeString(Files.createTempFile(folder, "value", ""), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
