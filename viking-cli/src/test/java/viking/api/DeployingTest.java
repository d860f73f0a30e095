package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
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
    SlowBuilding slow = new SlowBuilding(building);
    api.host.building(slow);
    CompletableFuture<HttpResponse<String>> answer = api.begin(request("deploy", sent("slow")));
    slow.awaitBegin();
    api.host.building(building);
    assertEquals(2, last(deploy(stack(DB))).get("release").asInt());
    slow.goOn();
    JsonNode told = last(events(Eventually.get(answer)));
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
    SlowBuilding slow = new SlowBuilding(building);
    api.host.building(slow);
    byte[] body = sent("gone");
    try (Wire wire = new Wire(api.server.port())) {
      wire.say(
          "POST /v1/stacks/shop/deploy HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
              + ApiScene.TOKEN
              + "\r\nContent-Length: "
              + body.length
              + "\r\n\r\n");
      wire.say(body);
      slow.awaitBegin();
    }
    slow.goOn();
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
}
