package viking.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.store.testing.EtcdMember;
import viking.core.store.testing.Eventually;
import viking.core.testing.Requires;
import viking.core.testing.Tool;

/** {@code viking host} as it is started and ended on a server. */
@Requires({Tool.ROOT, Tool.DOCKER, Tool.ETCD, Tool.ETCDCTL})
class ITHostProcess {
  private static final String VIKING =
      Path.of("target/viking/bin/viking").toAbsolutePath().toString();
  private static final int PORT = freePort();
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path folder;

  private final List<Process> processes = new ArrayList<>();
  private int runs;

  @AfterEach
  void endAll() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void leadsIsHealthyAndLeavesWithZeroWhenItIsTold() throws Exception {
    try (EtcdMember etcd = EtcdMember.start()) {
      Process host = host("--etcd=" + etcd.endpoint());
      Eventually.holds(() -> "it leads: " + log(), () -> value(etcd, "/leader").equals("it"));
      Eventually.holds(
          () -> "it is there: " + log(), () -> value(etcd, "/host/it").contains("127.0.0.1"));
      assertLeaves(host);
      assertEquals("", value(etcd, "/leader"), "the lead is given up");
      assertTrue(value(etcd, "/host/it").contains("\"restarting\":true"), "it will be back");
      assertEquals("rw-------", mode(folder.resolve("data/token")));
    }
  }

  @Test
  void leavesWithZeroWithoutEtcdToo() throws Exception {
    Process host = host("--etcd=127.0.0.1:1");
    Eventually.holds(() -> "it says so: " + log(), () -> log().contains("etcd does not answer"));
    assertLeaves(host);
  }

  @Test
  void waitsForAnEngineAndSaysSo() throws Exception {
    Process host = host("--docker=unix:///nowhere/docker.sock");
    Eventually.holds(
        () -> "it says so: " + log(),
        () -> log().contains("no Docker engine answers at unix:///nowhere/docker.sock"));
    assertLeaves(host);
  }

  @Test
  void aSecondOneOnTheSameDirectoryIsRefused() throws Exception {
    host("--etcd=127.0.0.1:1");
    Eventually.holds(() -> "it is up: " + log(), () -> log().contains("as master"));
    assertRefused(
        "data directory " + folder.resolve("data") + " is in use by another viking process");
  }

  @Test
  void aPortThatIsTakenIsNamedWithItsHolder() throws Exception {
    try (ServerSocket holder = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(PORT, holder.getLocalPort());
      assertRefused("port " + PORT, "is taken by", "pid " + ProcessHandle.current().pid());
    }
  }

  @Test
  void whatIsWrongIsNamedInOneLine() throws Exception {
    assertRefused("external '10.0.0' is not an IP address", "--external=10.0.0");
    assertRefused("external 192.0.2.1 is none of this machine's addresses", "--external=192.0.2.1");
    assertRefused("hostname 'No_Name' is not a DNS name in lower case", "--hostname=No_Name");
    assertRefused("--etcd: etcd endpoint \"x://y\"", "--etcd=x://y");
    assertRefused("--port: 'many' is not a number", "--port=many");
    assertRefused("tag 'a b' is not", "--tags=a b");
    Path open = Files.writeString(folder.resolve("open"), "0123456789abcdef\n");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    assertRefused(
        "token file " + open + " can be read or written by others", "--token-file=" + open);
  }

  private void assertLeaves(Process host) throws InterruptedException {
    long began = System.nanoTime();
    host.destroy();
    assertTrue(host.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), log());
    System.out.printf("a host leaves within %.1f s%n", (System.nanoTime() - began) / 1e9);
    assertEquals(0, host.exitValue(), log());
  }

  /** Options first, then what the one line must hold. */
  private void assertRefused(String words, String... rest) throws Exception {
    List<String> options = new ArrayList<>();
    List<String> more = new ArrayList<>();
    for (String each : rest) {
      (each.startsWith("--") ? options : more).add(each);
    }
    Process refused = host(options.toArray(String[]::new));
    assertTrue(refused.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), log());
    String said = log();
    assertEquals(1, refused.exitValue(), said);
    List<String> complaints =
        said.lines().filter(line -> line.startsWith("viking host: ")).toList();
    assertEquals(1, complaints.size(), said);
    assertTrue(complaints.get(0).contains(words), said);
    more.forEach(word -> assertTrue(complaints.get(0).contains(word), said));
  }

  private Process host(String... options) throws IOException {
    runs++;
    List<String> command = new ArrayList<>(List.of(VIKING, "host"));
    command.addAll(List.of(options));
    addUnlessGiven(command, "--hostname=", "it");
    addUnlessGiven(command, "--external=", "127.0.0.1");
    addUnlessGiven(command, "--port=", Integer.toString(PORT));
    addUnlessGiven(command, "--data-dir=", folder.resolve("data").toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(file(runs).toFile())
            .start();
    processes.add(process);
    return process;
  }

  private static void addUnlessGiven(List<String> command, String option, String value) {
    if (command.stream().noneMatch(word -> word.startsWith(option))) {
      command.add(option + value);
    }
  }

  private Path file(int run) {
    return folder.resolve("log" + run);
  }

  /** What the last one has said. */
  private String log() {
    try {
      // A letter of several bytes may be written by half.
      return new String(Files.readAllBytes(file(runs)), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String value(EtcdMember etcd, String key) {
    return etcd.ctl("get", "--print-value-only", key).strip();
  }

  /** The first from 1871 on: none that the kernel may give to a connection meanwhile. */
  private static int freePort() {
    return IntStream.range(1871, 2871).filter(ITHostProcess::isFree).findFirst().orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket any = new ServerSocket(port)) {
      return any.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
