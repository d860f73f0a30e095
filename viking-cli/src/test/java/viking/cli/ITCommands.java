package viking.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.store.testing.Eventually;

/** Commands as they were packed, in processes of their own, on a fake API. */
class ITCommands {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final String VIKING = TARGET.resolve("viking/bin/viking").toString();
  private static final int RUNS = 15;

  /** What is done in the background has the lowest priority. */
  private static final Duration CALM = Duration.ofMinutes(5);

  /** Far above the 250 ms that it aims at: the machine may be busy with other things. */
  private static final long MOST_MILLIS = 5_000;

  /** An age that does not grow while a test runs: that of what is yet to come is none. */
  private static final String SINCE = "2100-01-01T00:00:00Z";

  /** What a shell may say of how it likes its output, and what would have each Java speak. */
  private static final Set<String> TASTES =
      Set.of("NO_COLOR", "COLUMNS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private final FakeApi api = new FakeApi();
  @TempDir private Path folder;

  /** What a run left: its exit code and what it wrote. */
  private record Run(int code, String out, String err) {}

  @BeforeEach
  void thereAreTwentyJobs() {
    String jobs =
        IntStream.rangeClosed(1, 20)
            .mapToObj(
                i ->
                    "{\"id\":\"shop.web.7.%d\",\"state\":\"running\",\"health\":\"healthy\",\"host\":\"h1\","
                            .formatted(i)
                        + "\"since\":\"%s\",\"ports\":[{\"port\":80,".formatted(SINCE)
                        + "\"protocol\":\"tcp\",\"address\":\"10.0.0.1\",\"hostPort\":%d}]}"
                            .formatted(32768 + i))
            .reduce((a, b) -> a + "," + b)
            .orElseThrow();
    api.on("GET /v1/jobs", 200, "{\"revision\":1,\"jobs\":[" + jobs + "]}");
    api.on("GET /v1/info", 200, "{\"etcd\":[\"10.0.0.1:2379\",\"10.0.0.2:2379\"]}");
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void psIsQuick() throws Exception {
    Run first = run(List.of(VIKING, "ps"));
    assertEquals(new Run(0, first.out(), ""), first);
    assertEquals(21, first.out().lines().count(), first.out());
    awaitArchive(TARGET.resolve("viking"));
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      assertEquals(first, run(List.of(VIKING, "ps")));
      millis.add((System.nanoTime() - start) / 1_000_000);
    }
    millis.sort(null);
    long best = millis.get(0);
    System.out.println(
        "viking ps: " + millis.get(RUNS / 2) + " ms median, " + best + " ms at best");
    assertTrue(best < MOST_MILLIS, () -> "viking ps takes " + best + " ms at best");
  }

  @Test
  void theClientsTarballIsEnough() throws Exception {
    Path tarball = TARGET.resolve("viking-cli-" + Version.number() + ".tar.gz");
    assertEquals(
        new Run(0, "", ""),
        run(List.of("tar", "-xzf", tarball.toString(), "-C", folder.toString())));
    Path home = folder.resolve("viking-" + Version.number());
    String viking = home.resolve("bin/viking").toString();
    Run ps = run(List.of(viking, "ps"));
    assertEquals(new Run(0, ps.out(), ""), ps);
    assertEquals(0, run(List.of(viking, "--version")).code());
    assertEquals(0, run(List.of(viking, "--help")).code());
    assertEquals(0, run(List.of(viking, "completion")).code());
    assertEquals(0, run(List.of(viking, "deploy", "--help")).code());
    aStackIsReadAndPacked(viking);
    awaitArchive(home);
  }

  /**
   * Until each command that found none has seen to the archive: it is made in the folder, which
   * must not be cleaned up under their feet.
   */
  private static void awaitArchive(Path home) {
    Eventually.holds(
        CALM,
        () -> "nobody is at work in " + home + ": " + atWork(home),
        () -> atWork(home).isEmpty());
    assertTrue(archived(home.resolve("lib/cds")), "an archive of classes");
  }

  /** What the launcher there has started and goes on; but for hosts, which are of other tests. */
  private static List<String> atWork(Path home) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(words -> words.contains(home + "/") && !words.contains("HostMain"))
        .toList();
  }

  /** Nothing but lib/cli is there: YAML, cron lines and tar are in it. */
  private void aStackIsReadAndPacked(String viking) throws Exception {
    Path shop = Files.createDirectories(folder.resolve("shop"));
    Path file = shop.resolve("viking.yml");
    Files.writeString(file, "viking: {name: shop}\ndeploy:\n  web: {imag: x, every: 1 2}\n");
    Run wrong = run(List.of(viking, "plan", "-f", file.toString()));
    assertEquals(1, wrong.code());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().contains("imag") && wrong.err().contains("cron line"), wrong.err());
    assertFalse(wrong.err().contains("Exception"), wrong.err());
    Files.createDirectories(shop.resolve("www"));
    Files.writeString(
        file,
        """
        viking: {name: shop}
        build: {app: FROM scratch}
        deploy:
          web: {image: 'viking:shop/app', every: 0 3 * * *}
          help: {type: website, document_root: www}
        """);
    api.on("POST /v1/stacks/shop/plan", 200, "{\"stack\":\"shop\",\"release\":0}");
    Run plan = run(List.of(viking, "plan", "-f", file.toString()));
    assertEquals("shop: the first release\n", plan.out(), plan.err());
    api.on("POST /v1/stacks/shop/deploy", 200, "{\"event\":\"accepted\",\"release\":1}\n");
    Run deploy = run(List.of(viking, "deploy", "--detach", "-f", file.toString()));
    assertEquals("release 1 of shop; watch it with: viking ps shop\n", deploy.out(), deploy.err());
  }

  @Test
  void whoeverStopsWaitingIsToldThatItGoesOn() throws Exception {
    Path file = folder.resolve("viking.yml");
    Files.writeString(file, "viking: {name: shop}\ndeploy: {web: {image: busybox}}\n");
    api.on("POST /v1/stacks/shop/deploy", 200, "{\"event\":\"accepted\",\"release\":1}\n");
    api.on("GET /v1/stacks/shop", 200, "{\"stack\":\"shop\",\"release\":1,\"nodes\":[]}");
    Path err = folder.resolve("err");
    Process deploy = builder(List.of(VIKING, "deploy", "-f", file.toString()), Map.of()).start();
    Eventually.holds(
        "waits for the release",
        () -> api.asked().stream().anyMatch(each -> each.path().equals("/v1/stacks/shop")));
    deploy.destroy();
    assertEquals(2, deploy.waitFor());
    assertTrue(
        Files.readString(err)
            .endsWith("\nrelease 1 of shop goes on by itself; watch it with: viking ps shop\n"),
        Files.readString(err));
  }

  @Test
  void etcdctlGetsTheEndpointsAndKeepsItsStreamsAndExitCode() throws Exception {
    Path script = folder.resolve("etcdctl");
    Files.writeString(
        script, "#!/bin/sh\necho $ETCDCTL_API $ETCDCTL_ENDPOINTS \"$@\"\ncat >&2\nexit 7\n", UTF_8);
    assertTrue(script.toFile().setExecutable(true));
    Map<String, String> path = Map.of("PATH", folder + ":" + System.getenv("PATH"));
    List<String> command = List.of(VIKING, "etcdctl", "get", "--prefix", "/a", "-w", "json", "-h");
    String words = "get --prefix /a -w json -h\n";
    assertEquals(
        new Run(7, "3 10.0.0.1:2379,10.0.0.2:2379 " + words, "typed\n"), run(command, path));
    assertEquals(
        new Run(7, "3 h9:2379 " + words, "typed\n"),
        run(command, Map.of("PATH", path.get("PATH"), "ETCD_PEERS", "h9:2379")));
    assertEquals(
        new Run(7, "3 --endpoints=x -w json get a\n", "typed\n"),
        run(List.of(VIKING, "etcdctl", "--endpoints=x", "-w", "json", "get", "a"), path));
  }

  @Test
  void saysWhereEtcdctlComesFrom() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String classes = TARGET.resolve("viking/lib/cli") + "/*";
    assertEquals(
        new Run(
            1,
            "",
            "viking etcdctl: there is no etcdctl on this machine: apt-get install etcd-client\n"),
        run(
            List.of(java, "-cp", classes, "viking.cli.Main", "etcdctl", "get", "x"),
            Map.of("PATH", folder.toString())));
  }

  @Test
  void onATerminalLinesFitAndAreColoured() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs script (bsdutils)");
    Run run =
        run(
            List.of("script", "-qec", "stty cols 45; " + VIKING + " ps", "/dev/null"),
            Map.of("TERM", "xterm"));
    assertEquals(0, run.code(), run.err());
    String job =
        run.out().lines().filter(line -> line.startsWith("shop.web.7.1 ")).findAny().orElseThrow();
    assertTrue(job.contains("\u001b[32mrunning (healthy)\u001b[0m"), run.out());
    assertTrue(job.endsWith("…"), run.out());
  }

  private static boolean archived(Path cache) {
    try (Stream<Path> files = Files.list(cache)) {
      List<String> names = files.map(Path::toString).toList();
      return names.stream().anyMatch(name -> name.endsWith(".jsa"))
          && names.stream().noneMatch(name -> name.endsWith(".lock"));
    } catch (IOException e) {
      return false;
    }
  }

  private Run run(List<String> command) throws IOException, InterruptedException {
    return run(command, Map.of());
  }

  private Run run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    int code = builder(command, environment).start().waitFor();
    return new Run(
        code,
        Files.readString(folder.resolve("out"), UTF_8),
        Files.readString(folder.resolve("err"), UTF_8));
  }

  private ProcessBuilder builder(List<String> command, Map<String, String> environment)
      throws IOException {
    Path in = Files.writeString(folder.resolve("in"), "typed\n");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Path config = Files.writeString(folder.resolve("config"), "");
    builder.environment().keySet().removeAll(TASTES);
    builder.environment().put("VIKING_CONFIG", config.toString());
    builder.environment().put("VIKING_ADDR", api.address());
    builder.environment().put("VIKING_TOKEN", FakeApi.TOKEN);
    builder.environment().putAll(environment);
    return builder;
  }
}
