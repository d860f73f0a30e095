package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.cli.client.Tree;
import viking.cli.text.Terminal;
import viking.cli.watch.PlanText;

class PlanTest extends CommandScene {
  private static final String PLAN = "POST /v1/stacks/shop/plan";
  private static final String CHANGES =
      """
      {"stack":"shop","release":6,"revision":1234,
      "images":[{"image":"viking:shop/app","action":"build","ref":"viking/shop/app:0a1b","why":"its folder has changed"},
                {"image":"redis","action":"keep","ref":"viking/shop/redis:1"}],
      "nodes":[
       {"node":"web","action":"replace","why":"image and env have changed",
        "fields":[{"field":"env.DEBUG","from":"1","to":"2"},{"field":"user","from":"","to":"www"}],
        "instances":[{"slot":1,"host":"h2","why":"most room"},{"slot":2,"host":"","why":"no host has 9 cores"}]},
       {"node":"db","action":"keep"},{"node":"cache","action":"keep"},
       {"node":"old","action":"remove","why":"the file has it no more"},
       {"node":"new","action":"create","instances":[{"slot":1,"host":"h1"}]}],
      "domains":[{"domain":"a.com","action":"claim","node":"web"},{"domain":"b.com","action":"drop","node":"old"},
                 {"domain":"c.com","action":"keep","node":"web"}],
      "notes":["db is a service"]}
      """;
  private static final String NOTHING =
      "{\"stack\":\"shop\",\"release\":6,\"revision\":8,\"images\":[{\"image\":\"r\",\"action\":\"keep\"}],"
          + "\"nodes\":[{\"node\":\"web\",\"action\":\"keep\"}],\"domains\":[],\"notes\":[]}";

  @BeforeEach
  void thereIsAStackFile() {
    write(
        "viking.yml",
        """
        viking: {name: shop}
        build:
          app: FROM scratch
        deploy:
          web: {image: viking:shop/app}
          help: {type: website, document_root: ./www}
        """);
    write("www/index.html", "<h1>help</h1>");
  }

  @Test
  void saysOfEveryNodeWhatWouldHappenAndWhy() {
    api.on(PLAN, 200, CHANGES);
    Ran ran = run("plan");
    assertEquals(
        """
        shop: release 7 after 6
          ~ image viking:shop/app: build (its folder has changed)
          ~ web: replace (image and env have changed)
              - env.DEBUG 1
              + env.DEBUG 2
              + user www
              1 on h2 (most room)
              2 finds no host (no host has 9 cores)
          - old: remove (the file has it no more)
          + new: create
              1 on h1
          + domain a.com -> web
          - domain b.com -> old
          = db, cache: as before
        note: db is a service
        """,
        ran.out());
    assertTrue(
        ran.err().endsWith("viking deploy --if-revision 1234 applies exactly this\n"), ran.err());
    assertEquals(0, ran.code());
  }

  @Test
  void asksWithTheStackAndWhatItsFoldersHold() {
    api.on(PLAN, 200, NOTHING);
    assertEquals(0, run("plan").code());
    Tree asked = Tree.parse(api.asked().get(0).body());
    assertEquals("shop", asked.at("stack").text("name"));
    assertTrue(asked.at("contexts").text(".").matches("sha256:[0-9a-f]{64}"));
    String before = asked.at("sites").text("help");
    write("www/index.html", "<h1>more help</h1>");
    assertEquals(0, run("plan").code());
    String after = Tree.parse(api.asked().get(1).body()).at("sites").text("help");
    assertTrue(before.startsWith("sha256:") && !before.equals(after), after);
  }

  @Test
  void theExitCodeTellsIfAsked() {
    api.on(PLAN, 200, NOTHING);
    assertEquals(0, run("plan", "--exit-code").code());
    assertEquals(
        "shop: nothing would change, release 6 is as the file says\n  = web: as before\n",
        run("plan").out());
    api.on(PLAN, 200, CHANGES);
    assertEquals(1, run("plan", "--exit-code").code());
    api.on(PLAN, 503, "{\"error\":\"etcd does not answer\"}");
    Ran ran = run("plan", "--exit-code");
    assertEquals(255, ran.code());
    assertTrue(ran.err().endsWith(": etcd does not answer\n"), ran.err());
    assertEquals(1, run("plan").code());
  }

  @Test
  void whatADeployWouldRefuseIsAProblem() {
    api.on(
        PLAN,
        200,
        NOTHING.replace(
            "\"notes\":[]",
            "\"problems\":[\"a.com is of stack x\"],\"notes\":[\"a.com is of stack x\",\"else\"]"));
    Ran ran = run("plan");
    assertEquals(1, ran.code());
    assertTrue(ran.out().endsWith("problem: a.com is of stack x\nnote: else\n"), ran.out());
    assertTrue(ran.err().endsWith("a deploy would be refused\n"), ran.err());
    assertEquals(255, run("plan", "--exit-code").code());
  }

  @Test
  void theFirstReleaseIsAChange() {
    Tree plan =
        Tree.parse(
            "{\"stack\":\"shop\",\"release\":0,\"nodes\":[{\"node\":\"web\",\"action\":\"create\"}]}");
    assertTrue(PlanText.changes(plan));
    assertEquals("shop: the first release", PlanText.of(plan, Terminal.NONE).get(0));
  }

  @Test
  void coloursAreForTerminals() {
    Terminal coloured = Terminal.of("24 80", Map.of("TERM", "xterm"));
    String line = PlanText.of(Tree.parse(CHANGES), coloured).get(3);
    assertEquals("      \u001b[31m- env.DEBUG 1\u001b[0m", line);
  }
}
