package viking.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.BadInput;
import viking.core.store.testing.Eventually;
import viking.core.testing.Requires;
import viking.core.testing.Tool;

/** How labs come and go, by the command line and through crashes of it. */
@Requires({Tool.ROOT, Tool.DOCKER, Tool.ETCD, Tool.ETCDCTL, Tool.IP, Tool.BUSYBOX})
class ITLabLife {
  private static final String NAME = "itlife";
  private static final String OTHER = "itoth";

  @TempDir private Path parent;
  private Path program;

  @BeforeEach
  void begin() throws IOException {
    program = Standin.serving(parent);
  }

  @AfterEach
  void end() throws IOException {
    Lab.down(NAME, parent, line -> {});
    Lab.down(OTHER, parent, line -> {});
    assertEquals(List.of(), Traces.of(NAME, parent.resolve(NAME)));
    assertEquals(List.of(), Traces.of(OTHER, parent.resolve(OTHER)));
  }

  @Test
  void isMadeGrownShownAndEndedByCommands() throws Exception {
    assertTrue(viking("up", "1").startsWith("0: "));
    String grown = viking("up", "2");
    assertTrue(grown.contains("2 hosts are up"), grown);
    assertTrue(viking("up", "1").startsWith("1: viking lab up: lab 'itlife' has 2 hosts"));
    String shown = viking("ps");
    assertTrue(shown.matches("(?s).*\nh2 +\\S+ +master +up +running \\d+ +running \\d+ .*"), shown);
    String env = viking("env");
    assertTrue(env.contains("export ETCDCTL_ENDPOINTS='http://10.113."), env);
    assertEquals("7: in h2\n", viking("exec", "h2", "sh", "-c", "echo in h2; exit 7"));
    assertEquals("0: -n", viking("exec", "h2", "--", "printf", "%s", "-n"));
    assertEquals(
        "125: viking lab exec: there is no 'h9' in this lab; it has h1, h2, etcd1\n",
        viking("exec", "h9", "true"));
    assertEquals("0: viking lab cut: h2 is cut off\n", viking("cut", "h2"));
    assertTrue(viking("ps").matches("(?s).*\nh2 +\\S+ +master +cut +.*"));
    assertTrue(viking("down").endsWith("nothing is left of it\n"));
    assertEquals("0: viking lab down: there is no lab 'itlife'\n", viking("down"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void aCrashAtAnyTimeIsCleanedUp(int lines) throws Exception {
    crash(lines);
    assertTrue(Lab.down(NAME, parent, line -> {}));
    assertEquals(List.of(), Traces.of(NAME, parent.resolve(NAME)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void aCrashAtAnyTimeIsMadeGoodByUp(int lines) throws Exception {
    crash(lines);
    Lab lab = Lab.up(LabPlan.of(NAME, 2, parent, program));
    lab.awaitReady();
    // An engine that starts a program has its own name twice, for a moment.
    Eventually.holds("h2 has one engine", () -> engines(lab.host("h2")) == 1);
  }

  private static long engines(LabHost host) {
    return ProcessTable.of(host.member()).stream()
        .filter(process -> process.command().equals("dockerd"))
        .count();
  }

  @Test
  void twoLabsLiveSideBySide() {
    Lab other = Lab.up(LabPlan.of(OTHER, 1, parent, program));
    Lab lab = Lab.up(LabPlan.of(NAME, 1, parent, program));
    assertNotEquals(other.host("h1").address(), lab.host("h1").address());
    List<Sighting> before = other.look();
    lab.down();
    assertEquals(before, other.look());
    other.awaitReady();
  }

  @Test
  void anEtcdOfThreeLosesOne() {
    Lab lab = Lab.up(LabPlan.of(NAME, 1, parent, program).withEtcds(3));
    assertEquals(3, lab.etcdEndpoints().split(",", -1).length);
    lab.etcd("etcd1").kill(Part.ALL);
    LabEtcd second = lab.etcd("etcd2");
    Eventually.holds("two of three serve", second::isReady);
    second.cut();
    assertTrue(!second.isReady());
    Eventually.holds("one of three does not serve", () -> !lab.etcd("etcd3").isReady());
    second.heal();
    lab.etcd("etcd1").heal();
    Eventually.holds("all serve", () -> lab.etcds().stream().allMatch(LabEtcd::isReady));
  }

  @Test
  void aHostProcessThatFailsIsNamedWithItsLastWords() throws IOException {
    LabPlan plan = LabPlan.of(NAME, 1, parent, Standin.failing(parent));
    LabFailure e = assertThrows(LabFailure.class, () -> Lab.up(plan));
    assertEquals(
        "h1's viking has ended; its log, %s/itlife/h1/viking.log, ends with: no luck today"
            .formatted(parent),
        e.getMessage());
  }

  @Test
  void aDirectoryOfSomethingElseIsLeftAlone() throws IOException {
    Path file = Files.createDirectory(parent.resolve(NAME)).resolve("diary");
    Files.writeString(file, "mine", UTF_8);
    LabPlan plan = LabPlan.of(NAME, 1, parent, program);
    assertThrows(BadInput.class, () -> Lab.up(plan));
    assertEquals(false, Lab.down(NAME, parent, line -> {}));
    assertEquals("mine", Files.readString(file, UTF_8));
    Files.delete(file);
    Files.delete(file.getParent());
  }

  @Test
  void aDirectoryThatACrashLeftEmptyGoes() throws IOException {
    Files.createDirectory(parent.resolve(NAME));
    assertEquals(false, Lab.down(NAME, parent, line -> {}));
    assertEquals(List.of(), Traces.of(NAME, parent.resolve(NAME)));
  }

  /** Kills {@code viking lab up} once it has told so much; none told, once it has begun. */
  private void crash(int lines) throws IOException, InterruptedException {
    ProcessBuilder up = process("up", "2").redirectErrorStream(true);
    up.command().add(0, "setsid");
    Process process = up.start();
    try (BufferedReader reader = process.inputReader(UTF_8)) {
      Path roster = parent.resolve(NAME).resolve(RosterFile.NAME);
      Eventually.holds("it has begun", () -> Files.exists(roster));
      for (int i = 0; i < lines; i++) {
        assertTrue(Optional.ofNullable(reader.readLine()).isPresent(), "it was over too soon");
      }
    }
    process.destroyForcibly().waitFor();
    // What it had just called upon goes on without it; its engines have sessions of their own.
    Eventually.holds("its last calls are over", () -> isOver(process.pid()));
  }

  private static boolean isOver(long session) {
    return ProcessHandle.allProcesses().noneMatch(each -> session(each.pid()) == session);
  }

  /** The fourth word behind a process's name; of one that has just ended, none. */
  private static long session(long pid) {
    try {
      String stat = Files.readString(LabProcess.file(pid, "stat"), ISO_8859_1);
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
    } catch (IOException e) {
      return 0;
    }
  }

  /** The exit code, and what was written. */
  private String viking(String... arguments) throws IOException, InterruptedException {
    Process process = process(arguments).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return process.waitFor() + ": " + said;
  }

  private ProcessBuilder process(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dviking.lab.program=" + program,
                "viking.cli.Main",
                "lab",
                arguments[0],
                "--lab",
                NAME));
    command.addAll(List.of(arguments).subList(1, arguments.length));
    ProcessBuilder builder = new ProcessBuilder(command);
    // Java says on its standard error that it has heeded these.
    builder.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("VIKING_LAB_DIR", parent.toString());
    return builder;
  }
}
