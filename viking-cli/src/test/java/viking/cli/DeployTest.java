package viking.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import viking.cli.client.Tree;
import viking.cli.text.Screen;

class DeployTest extends CommandScene {
  private static final String DEPLOY = "POST /v1/stacks/shop/deploy";
  private static final String STACK = "GET /v1/stacks/shop";
  private static final String ACCEPTED =
      """
      {"event":"image","image":"viking:shop/app","state":"building","text":""}
      {"event":"image","image":"viking:shop/app","state":"building","text":"Step 1/2 : FROM scratch"}
      {"event":"image","image":"viking:shop/app","state":"built","ref":"viking/shop/app:0a1b"}
      {"event":"image","image":"viking:shop/app","state":"held","text":"h1, h2"}
      {"event":"accepted","release":7,"revision":9,"changed":["web"],"unchanged":["db"],"notes":["db is a service: it keeps running"]}
      """;
  private static final String ROLLING =
      """
      {"stack":"shop","release":7,"cause":"deploy","by":"a@b","rollout":{"release":7,"phase":"rolling"},
      "nodes":[{"node":"web","kind":"standing","wanted":2,"ready":2,"current":0,"why":"web.7.1 is not ready",
       "jobs":[{"job":"shop.web.7.1","state":"starting","health":"none","host":"h1","current":true}]},
       {"node":"db","kind":"service","wanted":1,"ready":1,"current":1,"why":"","jobs":[]}]}
      """;
  private static final String DONE =
      """
      {"stack":"shop","release":7,"cause":"deploy","by":"a@b","rollout":{"release":7,"phase":"done"},
      "nodes":[{"node":"web","kind":"standing","wanted":2,"ready":2,"current":2,"why":"","domains":["a.com","b.com"],
       "jobs":[{"job":"shop.web.7.1","state":"running","health":"healthy","host":"h1","current":true}]},
       {"node":"db","kind":"service","wanted":1,"ready":1,"current":1,"why":"","jobs":[]}]}
      """;

  @BeforeEach
  void thereIsAStackFile() {
    write(
        "viking.yml",
        """
        viking: {name: shop}
        build:
          app: |
            FROM scratch
            ADD . /
        deploy:
          web:
            image: viking:shop/app
            scale: 2
          help:
            type: website
            document_root: ./www
        """);
    write("www/index.html", "<h1>help</h1>");
    write(".dockerignore", "config\nwww\n");
    environment.put("USER", "alice");
    environment.remove("SUDO_USER");
  }

  @Test
  void sendsShowsWaitsAndSumsUp() {
    api.on(DEPLOY, 200, ACCEPTED).onEach(STACK, ROLLING, ROLLING, DONE);
    api.on(
        "GET /v1/jobs?stack=shop",
        200,
        "{\"jobs\":[{\"node\":\"web\",\"ports\":[{\"port\":80,\"protocol\":\"tcp\",\"address\":\"10.0.0.1\",\"hostPort\":32768}]}]}");
    Ran ran = run("deploy");
    assertEquals(
        """
        shop       release 7 runs, after 0s
        changed    web
        unchanged  db
        domains    a.com, b.com -> web
        ports      web 10.0.0.1:32768->80
        """,
        ran.out());
    assertEquals(
        """
        viking:shop/app: building
        viking:shop/app | Step 1/2 : FROM scratch
        viking:shop/app: built, viking/shop/app:0a1b
        viking:shop/app: held, h1, h2
        release 7 of shop is accepted
        db is a service: it keeps running
        shop/web: 2 of 2 ready, 0 of this release; web.7.1 is not ready
        shop.web.7.1: starting on h1
        shop/web: ready, 2 of 2
        shop.web.7.1: running (healthy) on h1
        """,
        ran.err().lines().skip(2).map(line -> line + "\n").reduce("", String::concat));
    assertTrue(ran.err().startsWith("packing 2 files, "), ran.err());
    assertEquals(0, ran.code());
  }

  @Test
  void whatIsThereAlreadyIsNotAcceptedOnceMore() {
    String again =
        "{\"event\":\"accepted\",\"release\":7,\"again\":true,\"notes\":[\"release 7 stays\"]}\n";
    api.on(DEPLOY, 200, again).on(STACK, 200, DONE);
    Ran ran = run("deploy");
    assertEquals(0, ran.code());
    assertTrue(ran.err().contains("release 7 stays"), ran.err());
    assertFalse(ran.err().contains("is accepted"), ran.err());
  }

  @Test
  void whatItSendsIsTheStackAndItsFolders() throws IOException {
    api.on(DEPLOY, 200, ACCEPTED).on(STACK, 200, DONE);
    assertEquals(0, run("deploy", "--if-revision", "12", "--fresh").code());
    Map<String, String> files = untar(api.bodies().get(0));
    assertEquals(
        List.of("c0/", "c0/.dockerignore", "deploy.json", "s0/", "s0/index.html"),
        List.copyOf(files.keySet()));
    assertEquals("<h1>help</h1>", files.get("s0/index.html"));
    Tree order = Tree.parse(files.get("deploy.json"));
    assertEquals("shop", order.at("stack").text("name"));
    assertEquals("c0", order.at("contexts").text("."));
    assertEquals("s0", order.at("sites").text("help"));
    assertEquals(12, order.number("if_revision"));
    assertTrue(order.flag("fresh"));
    assertTrue(order.text("by").startsWith("alice@"), order.text("by"));
  }

  @Test
  void aWrongFileIsToldWholeWithoutAskingAnybody() {
    write("viking.yml", "viking: {name: shop}\ndeploy:\n  web:\n    imag: x\n    expsoe: [80]\n");
    for (String verb : List.of("deploy", "plan", "build")) {
      Ran ran = run(verb);
      assertEquals(1, ran.code(), verb);
      assertEquals("", ran.out());
      assertTrue(ran.err().contains(":4:") && ran.err().contains(":5:"), ran.err());
      assertTrue(ran.err().contains("'expose'"), ran.err());
    }
    assertEquals(255, run("plan", "--exit-code").code());
    assertEquals(List.of(), api.asked());
  }

  @Test
  void noFileAtAllIsMisuse() throws IOException {
    Files.delete(folder.resolve("viking.yml"));
    isMisuse(
        "viking deploy: there is no viking.yml here; -f names a stack file (see: viking deploy"
            + " --help)",
        "deploy");
    Ran named = run("deploy", "-f", folder + "/other.yml");
    assertEquals(1, named.code());
    assertTrue(named.err().startsWith(folder + "/other.yml: "), named.err());
  }

  @Test
  void aBuildThatFailsShowsItsLastLines() {
    api.on(
        DEPLOY,
        200,
        """
        {"event":"image","image":"viking:shop/app","state":"building","text":"Step 2/2 : RUN make"}
        {"event":"failed","problem":"viking:shop/app: step 2/2 failed: RUN make","lines":["make: no rule","stop"]}
        """);
    Ran ran = run("deploy");
    assertEquals(1, ran.code());
    assertTrue(
        ran.err()
            .endsWith(
                "| make: no rule\n| stop\nviking deploy: viking:shop/app: step 2/2 failed: RUN"
                    + " make\n"),
        ran.err());
  }

  @Test
  void aReleaseThatIsRolledBackSaysWhyAndFails() {
    String undone =
        """
        {"stack":"shop","release":8,"cause":"rollback","of":6,"by":"schedule",
        "rollout":{"release":8,"phase":"%s","undone":7,"reason":"web.7.1: exit code 3","lines":["Error: no"]},"nodes":[]}
        """;
    api.on(DEPLOY, 200, ACCEPTED)
        .onEach(STACK, ROLLING, undone.formatted("rolling"), undone.formatted("rolled-back"));
    Ran ran = run("deploy");
    assertEquals(1, ran.code());
    assertEquals("", ran.out());
    assertTrue(
        ran.err()
            .endsWith(
                "| Error: no\nviking deploy: release 7 failed: web.7.1: exit code 3; release 8"
                    + " has put release 6 back\n"),
        ran.err());
  }

  @Test
  void anotherDeployTakesItsPlace() {
    api.on(DEPLOY, 200, ACCEPTED)
        .on(
            STACK,
            200,
            "{\"stack\":\"shop\",\"release\":8,\"cause\":\"deploy\",\"by\":\"bob@desk\",\"rollout\":{\"release\":8,\"phase\":\"rolling\"}}");
    Ran ran = run("deploy");
    assertEquals(1, ran.code());
    assertTrue(
        ran.err()
            .endsWith(
                "viking deploy: release 8 of shop by bob@desk (deploy) has taken the place of"
                    + " release 7\n"),
        ran.err());
  }

  @Test
  void aChangeOfEnvCarriesItOn() {
    api.on(DEPLOY, 200, ACCEPTED)
        .onEach(
            STACK,
            DONE.replace("\"release\":7", "\"release\":8")
                .replace("\"cause\":\"deploy\"", "\"cause\":\"env\"")
                .replace("\"done\"", "\"rolling\""),
            DONE.replace("\"release\":7", "\"release\":8")
                .replace("\"cause\":\"deploy\"", "\"cause\":\"env\""));
    Ran ran = run("deploy");
    assertEquals(0, ran.code());
    assertTrue(ran.err().contains("release 8 of a@b (env) carries it on\n"), ran.err());
    assertTrue(ran.out().contains("release 8 runs"), ran.out());
  }

  @Test
  void theTimeEndsFirst() {
    api.on(DEPLOY, 200, ACCEPTED).on(STACK, 200, ROLLING);
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    clock = () -> now.updateAndGet(before -> before.plusSeconds(1));
    Ran ran = run("deploy", "--timeout", "1m");
    assertEquals(2, ran.code());
    assertEquals("", ran.out());
    assertTrue(
        ran.err()
            .endsWith(
                "the time is up; release 7 of shop goes on by itself; watch it with: viking ps"
                    + " shop\n"),
        ran.err());
  }

  @Test
  void nobodyAnswersAnyMore() {
    api.on(DEPLOY, 200, ACCEPTED).on(STACK, 503, "{\"error\":\"etcd does not answer\"}");
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    clock = () -> now.updateAndGet(before -> before.plusSeconds(5));
    Ran ran = run("deploy");
    assertEquals(2, ran.code());
    assertTrue(
        ran.err().contains("etcd does not answer; release 7 of shop goes on by itself"), ran.err());
  }

  @Test
  void theStackIsRemovedMeanwhile() {
    api.on(DEPLOY, 200, ACCEPTED).onEach(STACK, ROLLING, "");
    Ran ran = run("deploy");
    assertEquals(1, ran.code());
    assertTrue(
        ran.err().endsWith("viking deploy: stack shop is gone: somebody has removed it\n"),
        ran.err());
  }

  @Test
  void detachesWhenItIsAccepted() {
    api.on(DEPLOY, 200, ACCEPTED);
    Ran ran = run("deploy", "--detach");
    assertEquals(0, ran.code());
    assertEquals("release 7 of shop; watch it with: viking ps shop\n", ran.out());
  }

  @Test
  void printsTheFinalStateAsJson() {
    api.on(DEPLOY, 200, ACCEPTED).onEach(STACK, ROLLING, DONE);
    Ran ran = run("deploy", "-o", "json");
    assertEquals("done", Tree.parse(ran.out()).at("rollout").text("phase"));
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 503})
  void aRefusalIsReadThoughTheBodyIsNotTaken(int status) throws IOException {
    Files.write(folder.resolve("large"), noise(8 << 20));
    api.refuses(DEPLOY, status, "{\"error\":\"not now\"}");
    Ran ran = run("deploy");
    assertEquals(1, ran.code());
    assertTrue(ran.err().endsWith("not now\n"), ran.err());
  }

  @Test
  void aTokenThatIsWrongIsToldAsEver() {
    environment.put("VIKING_TOKEN", "wrong");
    Ran ran = run("deploy");
    assertTrue(ran.err().contains("refuses the token"), ran.err());
  }

  @Test
  void theNextAddressTakesItWhereTheFirstBreaksOff() throws IOException {
    Files.write(folder.resolve("large"), noise(4 << 20));
    api.on(DEPLOY, 200, ACCEPTED).on(STACK, 200, DONE);
    try (ServerSocket rude = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread hangingUp = new Thread(() -> hangUp(rude));
      hangingUp.setDaemon(true);
      hangingUp.start();
      environment.put("VIKING_ADDR", "127.0.0.1:" + rude.getLocalPort() + "," + api.address());
      assertEquals(0, run("deploy").code());
    }
  }

  @Test
  void aConnectionThatBreaksWhileTheyBuildLeavesItOpen() {
    api.on(DEPLOY, 200, ACCEPTED.lines().limit(2).reduce("", (a, b) -> a + b + "\n"));
    Ran ran = run("deploy");
    assertEquals(2, ran.code());
    assertTrue(
        ran.err().endsWith("; it may be done all the same: viking history shop tells\n"),
        ran.err());
  }

  @Test
  void aFileThatCannotBePackedIsNamedAndNothingIsDone() throws IOException {
    assertEquals(
        0,
        new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
            .start()
            .onExit()
            .join()
            .exitValue());
    Ran ran = run("deploy");
    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("pipe is neither a file nor a folder"), ran.err());
    assertEquals(List.of(), api.asked());
  }

  @Test
  void onAScreenItIsDrawnInPlace() {
    screen = Screen.of("24 60", Map.of("TERM", "xterm", "NO_COLOR", "1"));
    api.on(DEPLOY, 200, ACCEPTED).onEach(STACK, ROLLING, DONE);
    Ran ran = run("deploy");
    assertEquals(0, ran.code());
    assertTrue(ran.err().contains("\u001b[K\n"), ran.err());
    assertTrue(ran.err().contains("shop  release 7  done"), ran.err());
    assertFalse(ran.err().matches("(?s).*\u001b\\[[0-9]+m.*"), "NO_COLOR");
    assertFalse(ran.out().contains("\u001b"), ran.out());
  }

  @Test
  void buildsWithoutDeploying() {
    api.on(
        "POST /v1/stacks/shop/build",
        200,
        "{\"event\":\"built\",\"images\":{\"viking:shop/app\":\"viking/shop/app:0a1b\"}}\n");
    Ran ran = run("build");
    assertEquals(0, ran.code(), ran.err());
    assertEquals("IMAGE            REFERENCE\nviking:shop/app  viking/shop/app:0a1b\n", ran.out());
    assertEquals(
        "viking/shop/app:0a1b",
        Tree.parse(run("build", "-o", "json").out()).at("images").text("viking:shop/app"));
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new java.util.Random(1).nextBytes(bytes);
    return bytes;
  }

  private static void hangUp(ServerSocket server) {
    try (Socket call = server.accept()) {
      call.getInputStream().readNBytes(100_000);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<String, String> untar(byte[] body) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(body)), "UTF-8")) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        files.put(entry.getName(), new String(tar.readAllBytes(), UTF_8));
      }
    }
    return files;
  }
}
