package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import viking.cli.FakeApi.Asked;

/** Stacks and their releases: listed, shown, rolled back, restarted, scaled. */
class StackCommandsTest extends CommandScene {
  static final String SHOP = "GET /v1/stacks/shop";
  private static final String DONE =
      "{\"stack\":\"shop\",\"release\":8,\"rollout\":{\"release\":8,\"phase\":\"done\"},\"nodes\":[]}";

  @Test
  void listsTheStacks() {
    api.on(
        "GET /v1/stacks",
        200,
        """
        {"stacks":[{"stack":"shop","comment":"sells","release":7,"phase":"done","reason":"","nodes":3,"wanted":5,
        "ready":5,"by":"alice@laptop","at":"2026-11-20T19:00:00Z"},
        {"stack":"test","comment":"","release":1,"phase":"failed","reason":"web: exit code 1","nodes":1,"wanted":1,
        "ready":0,"by":"bob@desk","at":"2026-11-18T19:00:00Z"}]}
        """);
    prints(
        """
        STACK  RELEASE  PHASE   READY  NODES  BY            AGE  COMMENT  REASON
        shop   7        done    5/5    3      alice@laptop  1h   sells
        test   1        failed  0/1    1      bob@desk      2d            web: exit code 1
        """,
        "stacks");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scale shop/web=5",
        "restart shop/web",
        "rollback shop 5",
        "rm shop --yes",
        "drain h2",
        "env set shop A=b",
        "build",
        "deploy",
      })
  void aTimeThatIsNoneIsRefusedBeforeAnythingIsDone(String command) {
    write("viking.yml", "viking: {name: shop}\ndeploy: {web: {image: x}}\n");
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--timeout", "soon"));
    Ran ran = run(words.toArray(String[]::new));
    assertEquals(64, ran.code(), ran.err());
    assertTrue(ran.err().contains("--timeout: "), ran.err());
    assertEquals(List.of(), api.asked());
  }

  @Test
  void listsTheReleasesOfTheStackHere() {
    write("viking.yml", "# ours\nviking:\n  comment: x\n  name: shop # really\ndeploy: nonsense\n");
    api.on(
        "GET /v1/stacks/shop/releases",
        200,
        """
        {"releases":[{"release":8,"cause":"rollback","of":6,"by":"schedule","at":"2026-11-20T19:59:00Z","comment":"","current":true,"phase":"rolled-back"},
        {"release":7,"cause":"deploy","by":"alice@laptop","at":"2026-11-20T19:50:00Z","comment":"sells","current":false,"phase":"failed"}]}
        """);
    prints(
        """
        RELEASE      CAUSE          BY            AGE  PHASE        COMMENT
        8 (current)  rollback to 6  schedule      1m   rolled-back
        7            deploy         alice@laptop  10m  failed       sells
        """,
        "history");
  }

  @ParameterizedTest
  @CsvSource({"rollback, ''", "rollback 5, 5", "rollback shop, ''", "rollback shop 5, 5"})
  void rollsBackAndWaits(String words, String to) {
    write("viking.yml", "viking: {name: shop}\n");
    api.on("POST /v1/stacks/shop/rollback", 200, "{\"release\":8,\"of\":5}").on(SHOP, 200, DONE);
    assertEquals(
        new Ran(0, "shop runs release 8\n", "release 8 of shop puts release 5 back\n"),
        run(words.split(" ")));
    String by = Author.of(environment);
    String asked = to.isEmpty() ? "{\"by\":\"" + by + "\"}" : "{\"to\":5,\"by\":\"" + by + "\"}";
    assertEquals(new Asked("POST", "/v1/stacks/shop/rollback", asked), api.asked().get(0));
  }

  @Test
  void saysWhatARollbackDoesNotTakeBack() {
    api.on(
        "POST /v1/stacks/shop/rollback",
        200,
        "{\"release\":8,\"of\":5,\"notes\":[\"env LOG is set\"]}");
    assertEquals(
        new Ran(0, "release 8 of shop puts release 5 back; env LOG is set\n", ""),
        run("rollback", "shop", "--detach"));
    api.on("GET /v1/stacks/shop/releases", 200, "{\"releases\":[],\"notes\":[\"env LOG is set\"]}");
    assertEquals("env LOG is set\n", run("history", "shop").err());
  }

  @Test
  void restartsNodesStackByStack() {
    api.on(
            "POST /v1/stacks/shop/restart",
            200,
            "{\"release\":8,\"done\":\"release 8 restarts web, db\"}")
        .on(SHOP, 200, DONE);
    api.on("POST /v1/stacks/test/restart", 200, "{\"release\":2}");
    api.on(
        "GET /v1/stacks/test",
        200,
        "{\"stack\":\"test\",\"release\":2,\"rollout\":{\"release\":2,\"phase\":\"failed\",\"reason\":\"no\"}}");
    Ran ran = run("restart", "shop/web", "shop/db", "test");
    assertEquals(1, ran.code());
    assertEquals("shop runs release 8\n", ran.out());
    assertEquals(
        """
        shop: release 8 restarts web, db
        release 2 of test restarts them
        viking restart: release 2 failed: no
        """,
        ran.err());
    assertTrue(api.asked().get(0).body().startsWith("{\"nodes\":[\"web\",\"db\"],\"by\":\""));
    isMisuse(
        "viking restart: node '' is not 1 to 32 of a-z, 0-9 and inner hyphens (see: viking restart"
            + " --help)",
        "restart",
        "shop/");
  }

  @Test
  void scalesAndWaitsUntilAsManyAreReady() {
    String shop =
        "{\"stack\":\"shop\",\"release\":7,\"rollout\":{\"release\":7,\"phase\":\"done\"},\"nodes\":["
            + "{\"node\":\"web\",\"kind\":\"standing\",\"wanted\":2,\"ready\":%d,\"current\":1,\"why\":\"\",\"jobs\":[%s]},"
            + "{\"node\":\"logic\",\"wanted\":1,\"ready\":1,\"current\":1,\"jobs\":[{\"job\":\"shop.logic.7.1\",\"state\":\"running\",\"health\":\"healthy\",\"current\":true}]}]}";
    String one =
        "{\"job\":\"shop.web.7.1\",\"state\":\"running\",\"health\":\"healthy\",\"current\":true}";
    String two = one + "," + one.replace("7.1", "7.2");
    api.on("PUT /v1/stacks/shop/scale", 200, "{}")
        .onEach(
            SHOP,
            shop.formatted(1, one),
            shop.formatted(2, two + "," + one),
            shop.formatted(2, two));
    Ran ran = run("scale", "shop/web=2", "logic=1");
    assertEquals("shop/web: 2 ready\nshop/logic: 1 ready\n", ran.out());
    assertEquals(0, ran.code());
    assertEquals("{\"scale\":{\"web\":2,\"logic\":1}}", api.asked().get(0).body());
    assertEquals(4, api.asked().size());
    assertEquals(0, run("scale", "--detach", "shop/web=2").code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "shop/web=", "web=many", "=3", "shop=1/2"})
  void aScaleThatIsNoneIsMisuse(String word) {
    isMisuse(
        "viking scale: '"
            + word
            + "' is not [STACK/]NODE=COUNT, such as shop/web=5 (see: viking scale --help)",
        "scale",
        word);
    assertEquals(List.of(), api.asked());
  }

  @Test
  void handsOnWhichStackMayHaveBeenMeant() {
    api.on(
        "GET /v1/stacks/shpo",
        404,
        "{\"error\":\"there is no stack 'shpo'; did you mean 'shop'?\"}");
    api.on("GET /v1/jobs?stack=shpo", 200, "{\"jobs\":[]}");
    failsWith("there is no stack 'shpo'; did you mean 'shop'?", "rm", "shpo", "--yes");
    failsWith("there is no stack 'shpo'; did you mean 'shop'?", "ps", "shpo");
  }

  @Test
  void showsAStackWithItsNodesAndJobs() {
    write("viking.yml", "viking: {name: shop}\n");
    api.on(
        "GET /v1/jobs?stack=shop",
        200,
        "{\"jobs\":[{\"id\":\"shop.web.7.1\",\"state\":\"waiting\",\"message\":\"no host fits\"}]}");
    api.on(
        SHOP,
        200,
        """
        {"stack":"shop","release":7,"by":"alice@laptop","at":"2026-11-20T19:57:00Z",
        "rollout":{"release":7,"phase":"rolling"},
        "nodes":[{"node":"web","kind":"standing","wanted":2,"ready":1,"current":1,"why":"no host fits web.7.1","domains":["a.com"]},
        {"node":"help","kind":"website","wanted":0,"ready":0,"current":0,"why":"","domains":[]},
        {"node":"night","kind":"cron","wanted":0,"next":"2026-11-21T03:00:00Z"},
        {"node":"soon","kind":"cron","wanted":0,"next":"2026-11-20T20:00:00Z"}]}
        """);
    assertEquals(
        new Ran(
            0,
            """
            shop: release 7 of alice@laptop, 3m ago, rolling
            NODE   READY  NEW  KIND     NEXT                      DOMAINS  WAITS FOR
            web    1/2    1                                       a.com    no host fits web.7.1
            help               website
            night              cron     in 7h, 2026-11-21T03:00Z
            soon               cron     due, 2026-11-20T20:00Z

            JOB           STATE    MESSAGE
            shop.web.7.1  waiting  no host fits
            """,
            """
            the stack of viking.yml here; all: viking ps --all-stacks
            1 waiting (viking why JOB tells more)
            """),
        run("ps"));
    api.on("GET /v1/jobs", 200, "{\"jobs\":[]}");
    assertEquals(0, run("ps", "--all-stacks").code());
  }
}
