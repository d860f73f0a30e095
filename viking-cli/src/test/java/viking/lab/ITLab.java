package viking.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.model.BadInput;
import viking.core.store.testing.Eventually;
import viking.core.testing.Requires;
import viking.core.testing.Tool;

/** What a lab does, on one of two hosts that each test leaves whole. */
@Requires({Tool.ROOT, Tool.DOCKER, Tool.ETCD, Tool.ETCDCTL, Tool.IP, Tool.BUSYBOX})
class ITLab {
  private static final String NAME = "itlab";

  /** For what comes at once, but on a machine that is busy. */
  private static final String PATIENCE = "60s";

  @TempDir private static Path parent;
  private static Path program;
  private static Lab lab;

  @BeforeAll
  static void begin() throws IOException {
    program = Standin.serving(parent);
    lab = Lab.up(LabPlan.of(NAME, 2, parent, program), System.out::println);
    Image.into(lab.host("h2"), parent);
  }

  @AfterEach
  void mend() {
    lab.hosts().forEach(LabMember::heal);
    lab.etcds().forEach(LabMember::heal);
    lab.awaitReady();
    Eventually.holds("etcd serves", () -> lab.etcd("etcd1").isReady());
  }

  @AfterAll
  static void end() throws IOException {
    if (lab != null) {
      List<Path> sockets = socketsOfARunningContainer();
      lab.down();
      assertEquals(List.of(), Traces.of(NAME, parent.resolve(NAME)));
      assertEquals(List.of(), sockets.stream().filter(Files::exists).toList());
    }
  }

  private static List<Path> socketsOfARunningContainer() throws IOException {
    Image.run(lab.host("h2"));
    List<Path> sockets = Traces.shimSockets(lab.directory().resolve("h2"));
    assertEquals(sockets, sockets.stream().filter(Files::exists).toList());
    assertEquals(1, sockets.size());
    return sockets;
  }

  @Test
  void theHostProcessIsToldItsPlace() throws IOException {
    assertEquals(
        ("host --hostname h2 --external %s --etcd %s --data-dir %s --docker unix://%s --token-file"
                + " %s --secret-key-file %s --run-dir %s\n")
            .formatted(
                lab.host("h2").address(),
                lab.etcdEndpoints(),
                lab.directory().resolve("h2/viking"),
                lab.host("h2").docker(),
                lab.tokenFile(),
                lab.directory().resolve("secret.key"),
                lab.directory().resolve("h2/run")),
        Files.readString(lab.directory().resolve("h2/viking/arguments"), UTF_8));
    assertTrue(lab.log("h2", "viking").contains("serving host --hostname h2"));
    assertTrue(lab.token().matches("[0-9a-f]{64}"));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(lab.tokenFile())));
  }

  @Test
  void upAgainLeavesWhatRunsAndStartsWhatIsMissing() {
    Optional<Long> dockerd = pid("h1", "dockerd");
    Optional<Long> etcd = pid("etcd1", "etcd");
    Optional<Long> viking = pid("h1", "viking");
    lab.host("h1").kill(Part.PROCESS);
    lab.host("h2").cut();
    Lab again = Lab.up(new LabPlan(NAME, Optional.empty(), Optional.empty(), parent, program));
    assertEquals(lab.token(), again.token());
    assertEquals(dockerd, pid("h1", "dockerd"));
    assertEquals(etcd, pid("etcd1", "etcd"));
    assertNotEquals(viking, pid("h1", "viking"));
    assertEquals("up", sighting("h2").link());
  }

  @Test
  void commandsRunOnTheHostsNetworkAndPassTheirExitCodeOn() {
    Said said =
        lab.host("h2")
            .exec(List.of("sh", "-c", "ip -o -4 addr show eth0; echo $DOCKER_HOST >&2; exit 7"));
    assertEquals(7, said.code());
    assertTrue(said.out().contains(lab.host("h2").address() + "/24"), said.out());
    assertEquals("unix://" + lab.host("h2").docker() + "\n", said.err());
  }

  @Test
  void aHostThatIsCutReachesItselfAlone() {
    assertEquals("well", fetched("h1", "h2"));
    lab.host("h2").cut();
    assertEquals("", fetchedSoon("h1", "h2"));
    assertEquals("", fetchedSoon("h2", "h1"));
    assertEquals("well", fetched("h2", "h2"));
    assertFalse(etcdAnswers("h2", "2s"));
    assertTrue(etcdAnswers("h1", PATIENCE));
    assertEquals("cut", sighting("h2").link());
    lab.host("h2").heal();
    assertEquals("well", fetched("h1", "h2"));
    assertTrue(etcdAnswers("h2", PATIENCE));
  }

  @Test
  void aHostProcessIsKilledStoppedAndHealed() {
    Optional<Long> first = pid("h2", "viking");
    Optional<Long> dockerd = pid("h2", "dockerd");
    lab.host("h2").kill(Part.PROCESS);
    assertEquals("dead", state("h2", "viking"));
    assertEquals(dockerd, pid("h2", "dockerd"));
    lab.host("h2").heal();
    lab.awaitReady();
    lab.host("h2").stop();
    assertEquals("dead", state("h2", "viking"));
    lab.host("h2").heal();
    lab.awaitReady();
    assertNotEquals(first, pid("h2", "viking"));
  }

  @Test
  void aPausedHostAnswersNobodyUntilItIsResumed() {
    lab.host("h2").pause(Part.ALL);
    assertEquals("paused", state("h2", "viking"));
    assertEquals("paused", state("h2", "dockerd"));
    assertEquals("", fetchedSoon("h1", "h2"));
    lab.host("h2").resume();
    assertEquals("running", state("h2", "dockerd"));
    Eventually.holds("h2 answers", () -> fetched("h1", "h2").equals("well"));
  }

  @Test
  void anEngineThatIsKilledLeavesItsContainersToTheNext() {
    String id = Image.run(lab.host("h2"));
    lab.host("h2").kill(Part.DOCKER);
    assertEquals("dead", state("h2", "dockerd"));
    assertEquals("running", state("h2", "viking"));
    assertEquals(1, sighting("h2").containers());
    lab.host("h2").heal();
    awaitExited(id);
  }

  @Test
  void aHostWithoutPowerKeepsItsDiskAlone() throws IOException {
    assertEquals("well", fetched("h1", "h2"));
    String card = card("h2");
    String id = Image.run(lab.host("h2"));
    lab.host("h2").kill(Part.ALL);
    assertEquals(
        List.of("directory " + lab.directory().resolve("h2")),
        Traces.of(NAME, lab.directory().resolve("h2")).stream()
            .filter(trace -> !trace.matches(".*vk-itlab( .*|:.*|-h1.*|-etcd1.*)"))
            .toList());
    assertEquals("off", sighting("h2").link());
    BadInput e = assertThrows(BadInput.class, () -> lab.host("h2").exec(List.of("true")));
    assertEquals("h2 is off: `viking lab heal h2` turns it on", e.getMessage());
    lab.host("h2").heal();
    awaitExited(id);
    lab.awaitReady();
    assertEquals(card, card("h2"), "neighbours know it as before");
    assertEquals("well", fetched("h1", "h2"));
  }

  @Test
  void etcdIsKilledWipedAndRestored() throws IOException {
    LabEtcd etcd = lab.etcd("etcd1");
    etcd.ctl("put", "a", "1");
    Path image = parent.resolve("snapshot");
    etcd.snapshot(image);
    etcd.ctl("put", "a", "2");
    assertThrows(BadInput.class, etcd::wipe);
    etcd.kill(Part.PROCESS);
    etcd.restore(image);
    heal(etcd);
    assertEquals("1\n", etcd.ctl("get", "a", "--print-value-only"));
    etcd.stop();
    etcd.wipe();
    heal(etcd);
    assertEquals("", etcd.ctl("get", "a", "--print-value-only"));
    etcd.pause(Part.PROCESS);
    assertTrue(!etcd.isReady());
    etcd.resume();
    Eventually.holds("etcd goes on", etcd::isReady);
  }

  private static void heal(LabEtcd etcd) {
    etcd.heal();
    Eventually.holds("etcd serves", etcd::isReady);
  }

  private static boolean etcdAnswers(String from, String patience) {
    String get = "etcdctl --command-timeout=%1$s --dial-timeout=%1$s get none".formatted(patience);
    return lab.host(from).exec(List.of(get.split(" "))).well();
  }

  /** What one host gets from another that is there. */
  private static String fetched(String from, String to) {
    return fetched(from, to, PATIENCE);
  }

  /** What it gets from one that will not answer, which nobody need wait for. */
  private static String fetchedSoon(String from, String to) {
    return fetched(from, to, "2s");
  }

  private static String fetched(String from, String to, String patience) {
    String address = from.equals(to) ? "127.0.0.1" : lab.host(to).address();
    String url = "http://" + address + ":1113/health";
    return lab.host(from)
        .exec(List.of("timeout", patience, "busybox", "wget", "-q", "-O", "-", url))
        .out()
        .strip();
  }

  /** The address of a host's network card. */
  private static String card(String host) {
    String link = lab.host(host).exec(List.of("ip", "-o", "link", "show", "eth0")).out();
    return link.replaceFirst("(?s).* link/ether (\\S+).*", "$1");
  }

  private static void awaitExited(String id) {
    Eventually.holds(
        () -> "exited: " + Image.state(lab.host("h2"), id),
        () -> Image.state(lab.host("h2"), id).equals("exited"));
  }

  private static Sighting sighting(String member) {
    return lab.look().stream().filter(each -> each.name().equals(member)).findFirst().orElseThrow();
  }

  private static String state(String member, String program) {
    return sighting(member).program(program).orElseThrow().state();
  }

  private static Optional<Long> pid(String member, String program) {
    return sighting(member).program(program).orElseThrow().pid();
  }
}
