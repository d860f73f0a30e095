package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import viking.api.ApiScene.Told;
import viking.core.key.Keys;
import viking.core.model.ImageRef;
import viking.core.store.testing.Eventually;

/** A deploy, from what is sent to what stands in the store. */
class DeployingTest extends StacksScene {
  @Test
  void aDeployIsBuiltAndAccepted() {
    List<JsonNode> events = deploy(stack(WEB.formatted(",\"domains\":[\"a.com\"]"), DB));
    JsonNode last = events.get(events.size() - 1);
    assertEquals("accepted", last.get("event").asText(), last::toString);
    assertEquals(1, last.get("release").asInt());
    assertEquals("[\"web\",\"db\"]", last.get("changed").toString());
    assertEquals("built", events.get(0).get("state").asText());
    assertEquals("viking/shop/src:a1", events.get(0).get("ref").asText());
    assertEquals(Map.of("c0/Makefile", "all:\n", "c0/src/x", "x"), building.given.peek());
    assertEquals(value(Keys.stack("shop")), value(Keys.release("shop", 1)));
    assertEquals("{\"stack\":\"shop\",\"node\":\"web\"}", value(Keys.route("a.com")));
    assertEquals(last.get("revision").asLong(), entry(Keys.stack("shop")).modified());
    assertTrue(isEmptyFolder(), "what was sent is still there");
  }

  @Test
  void whatHasNotChangedIsNoNewRelease() {
    JsonNode first = last(deploy(stack(WEB.formatted(""))));
    JsonNode again = last(deploy(stack(WEB.formatted(""))));
    assertEquals(1, again.get("release").asInt());
    assertEquals(first.get("revision"), again.get("revision"));
    assertEquals("[]", again.get("changed").toString());
    assertEquals("nothing has changed: release 1 stays", again.get("notes").get(0).asText());
    assertTrue(again.get("again").asBoolean() && !first.get("again").asBoolean());
    building.tag("a2");
    JsonNode changed = last(deploy(stack(WEB.formatted(""))));
    assertEquals(2, changed.get("release").asInt());
    assertEquals("[\"web\"]", changed.get("changed").toString());
  }

  @Test
  void aServiceIsLeftAloneAndItIsSaidSo() {
    last(deploy(stack(DB)));
    building.tag("a2");
    JsonNode second = last(deploy(stack(DB)));
    assertEquals("[\"db\"]", second.get("unchanged").toString());
    assertEquals(
        "db is a service: it keeps running as it is until 'viking restart shop/db'",
        second.get("notes").get(0).asText());
  }

  @Test
  void ofTwoDeploysAtOnceOneIsToldOfTheOther() {
    last(deploy(stack(WEB.formatted(""))));
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch there = new CountDownLatch(1);
    api.host.building(
        (order, events) -> {
          there.countDown();
          await(go);
          return building.build(order, events);
        });
    CompletableFuture<HttpResponse<String>> slow = api.begin(request("deploy", sent("slow")));
    await(there);
    api.host.building(building);
    assertEquals(2, last(deploy(stack(DB))).get("release").asInt());
    go.countDown();
    JsonNode told = last(events(Eventually.get(slow)));
    assertEquals("failed", told.get("event").asText());
    assertTrue(
        told.get("problem")
            .asText()
            .matches(
                "release 2 of shop by ann@desk \\(\\d+ s ago\\) came in between; look at it with"
                    + " 'viking plan', then deploy again"),
        told::toString);
  }

  /** Nothing of a stack that is not there yet tells that a variable has come. */
  @Test
  void whatIsSetAtTheMomentOfTheFirstDeployIsInANextRelease() {
    stores[0].meanwhile(() -> api.write(hand -> hand.put(Keys.env("shop", "X"), "1")));
    JsonNode told = last(deploy(stack(WEB.formatted(""))));
    assertEquals(2, told.get("release").asInt());
    JsonNode now = json(value(Keys.stack("shop")));
    assertEquals("{\"X\":\"1\"}", now.get("env").toString());
    assertEquals("env", now.get("cause").asText());
    assertEquals("ann@desk", now.get("by").asText());
  }

  @Test
  void aRevisionThatIsGoneIsRefusedBeforeAnythingIsBuilt() {
    long revision = last(deploy(stack(WEB.formatted("")))).get("revision").asLong();
    String right = ",\"if_revision\":" + revision;
    assertEquals(2, last(deploy(stack(DB), right)).get("release").asInt());
    int built = building.given.size();
    HttpResponse<String> late = post("deploy", Sent.of(order(stack(WEB.formatted("")), right)));
    assertEquals(409, late.statusCode(), late::body);
    assertEquals(built, building.given.size());
  }

  /** As many files as it takes, each small enough. */
  @Test
  void moreThanTheHostTakesIsRefusedWithTheWayOut() {
    String half = "x".repeat(1 << 20);
    String order = order(stack(WEB.formatted("")), "");
    Sent fits = new Sent().file("deploy.json", order).file("c0/a", half).file("c0/b", half);
    assertEquals(200, post("build", fits.bytes()).statusCode());
    Sent more = new Sent().file("deploy.json", order).file("c0/a", half).file("c0/b", half + "x");
    HttpResponse<String> refused = post("build", more.bytes());
    assertEquals(413, refused.statusCode());
    assertEquals(
        "what is sent is larger than 2 MiB unpacked: leave out what the build does not need, with"
            + " .dockerignore, or raise upload-limit in that host's settings",
        json(refused.body()).get("error").asText());
    assertTrue(isEmptyFolder(), "something was left behind");
  }

  @Test
  void aBuildGoesOnWhenItsClientHasGone() {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch there = new CountDownLatch(1);
    api.host.building(
        (order, events) -> {
          there.countDown();
          await(go);
          return building.build(order, events);
        });
    byte[] body = sent("gone");
    try (Wire wire = new Wire(api.server.port())) {
      wire.say(
          "POST /v1/stacks/shop/deploy HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
              + ApiScene.TOKEN
              + "\r\nContent-Length: "
              + body.length
              + "\r\n\r\n");
      wire.say(body);
      await(there);
    }
    go.countDown();
    Eventually.holds("it is accepted all the same", () -> find(Keys.stack("shop")).size() == 1);
    Eventually.holds("and cleared away", this::isEmptyFolder);
  }

  @Test
  void aBuildAloneMakesNoRelease() {
    HttpResponse<String> built = post("build", sent("x"));
    JsonNode last = last(events(built));
    assertEquals("built", last.get("event").asText());
    assertEquals("viking/shop/src:a1", last.get("images").get("viking:shop/src").asText());
    assertEquals(0, find(Keys.stack("shop")).size());
  }

  @Test
  void thePlanSaysWhatTheDeployDoes() {
    api.write(hand -> hand.host("h1"));
    last(deploy(stack(WEB.formatted(""), DB)));
    JsonNode plan = plan(stack(WEB.formatted(",\"domains\":[\"a.com:80\"]").replace("2", "3"), DB));
    assertEquals(1, plan.get("release").asInt());
    assertEquals("resolve", image(plan, "quarry/db").get("action").asText());
    JsonNode web = plan.get("nodes").get(0);
    assertEquals("image", web.get("fields").get(0).get("field").asText(), web::toString);
    assertEquals("[\"domains\",\"image\",\"scale\"]", sorted(web.get("fields")));
    assertEquals(3, web.get("instances").size());
    assertEquals("h1", web.get("instances").get(0).get("host").asText());
    assertEquals("keep", plan.get("nodes").get(1).get("action").asText());
    assertEquals("claim", plan.get("domains").get(0).get("action").asText());
    JsonNode gone = plan(stack(DB)).get("nodes").get(1);
    assertEquals("remove", gone.get("action").asText());
  }

  @Test
  void ofWhatIsNewThePlanListsNoFields() {
    String once = "\"once\":{\"job\":{\"image\":\"a\"},\"once\":true}";
    String cron = "\"cron\":{\"job\":{\"image\":\"a\"},\"every\":{\"cron\":\"0 3 * * *\"}}";
    JsonNode nodes = plan(stack(WEB.formatted(""), once, cron)).get("nodes");
    List<String> actions = new ArrayList<>();
    for (JsonNode node : nodes) {
      actions.add(node.get("action").asText());
      assertEquals("[]", node.get("fields").toString(), node::toString);
    }
    assertEquals(List.of("create", "run", "create"), actions);
    last(deploy(stack(WEB.formatted(""), once, cron)));
    String later = cron.replace("0 3", "0 4");
    JsonNode changed = plan(stack(WEB.formatted(""), once, later)).get("nodes").get(2);
    assertTrue(sorted(changed.get("fields")).contains("every.cron"), changed::toString);
  }

  @Test
  void thePlanSaysWhatItCannotKnow() {
    String order =
        "{\"contexts\":{\".\":\"sha256:"
            + "0".repeat(64)
            + "\"},\"stack\":{\"name\":\"shop\",\"build\":{"
            + "\"app\":{\"text\":\"FROM debian:12\\nFROM debian:12\\nCOPY --from=nginx /x /x\"},"
            + "\"base\":{\"text\":\"FROM scratch\"},"
            + "\"top\":{\"text\":\"FROM viking:shop/base\"},"
            + "\"other\":{\"context\":\".\",\"dockerfile\":\"Dockerfile.other\"}},"
            + "\"deploy\":{"
            + DB
            + "}}}";
    JsonNode plan = api.ask("POST", "/v1/stacks/shop/plan", order).json();
    String sight =
        "only the deploy sees whether %s can be had, and whether that is the same as before";
    String file =
        "what Dockerfile.other in . builds upon is not read before the deploy: where that is an"
            + " image of viking's, viking:shop/other may be kept after all";
    assertEquals(
        List.of(sight.formatted("debian:12, nginx, quarry/db"), file), texts(plan.get("notes")));
    assertEquals(List.of(), texts(plan.get("problems")));
    for (JsonNode each : plan.get("images")) {
      String ref = each.get("ref").asText();
      if (!ref.isEmpty()) {
        ImageRef made = ImageRef.of(ref).orElseThrow();
        held(made.image(), made.tag());
      }
    }
    assertEquals(
        List.of(
            sight.formatted("quarry/db"),
            "whether there is a newer debian:12, nginx is not looked at; 'viking deploy --fresh'"
                + " does"),
        texts(api.ask("POST", "/v1/stacks/shop/plan", order).json().get("notes")));
  }

  @Test
  void onlyWhatRunsIsReplaced() {
    last(deploy(stack(WEB.formatted(""))));
    String elsewhere = WEB.formatted(",\"domains\":[\"a.com\"]");
    assertEquals("[]", last(deploy(stack(elsewhere))).get("changed").toString());
    assertEquals(1, find(Keys.route("a.com")).size());
    assertEquals(
        "[\"web\"]", last(deploy(stack(elsewhere.replace("2", "3")))).get("changed").toString());
    assertEquals(3, last(deploy(stack(elsewhere.replace("2", "3")))).get("release").asInt());
    last(deploy(stack(DB)));
    assertEquals(0, find(Keys.route("a.com")).size());
  }

  private JsonNode plan(String stack) {
    String body =
        "{\"contexts\":{\".\":\"sha256:" + "0".repeat(64) + "\"},\"stack\":" + stack + "}";
    Told told = api.ask("POST", "/v1/stacks/shop/plan", body);
    assertEquals(200, told.status(), told::error);
    return told.json();
  }

  private static JsonNode image(JsonNode plan, String name) {
    for (JsonNode each : plan.get("images")) {
      if (each.get("image").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("no " + name + " in " + plan);
  }

  private static List<String> texts(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(each -> all.add(each.asText()));
    return all;
  }

  private static String sorted(JsonNode fields) {
    List<String> names = new ArrayList<>();
    fields.forEach(field -> names.add("\"" + field.get("field").asText() + "\""));
    names.sort(null);
    return "[" + String.join(",", names) + "]";
  }

  private static void await(CountDownLatch latch) {
    Eventually.holds("it goes on", () -> latch.getCount() == 0);
  }
}
