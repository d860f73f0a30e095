package viking.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import viking.cli.client.Tree;
import viking.cli.text.Screen;

/** What is sent, shown and summed up. */
class DeployTest extends DeployScene {
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
