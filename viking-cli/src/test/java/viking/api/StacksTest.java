package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.api.ApiScene.Told;
import viking.core.codec.RolloutCodec;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.NodeId;
import viking.core.model.Rollout;
import viking.core.model.Rollout.Phase;

/** Stacks that are deployed: shown, scaled, restarted, rolled back, removed. */
class StacksTest extends StacksScene {
  @Test
  void scalesAreCheckedAndKeptUntilTheFileSaysAnother() {
    last(deploy(stack(WEB.formatted(""), DB)));
    String path = "/v1/stacks/shop/scale";
    Told scaled = api.ask("PUT", path, "{\"scale\":{\"web\":5,\"db\":0}}");
    assertEquals("shop is to have db=0 web=5", scaled.done(), scaled.json()::toString);
    NodeId web = new NodeId("shop", "web");
    assertEquals("5", value(Keys.scale(web)));
    last(deploy(stack(WEB.formatted(",\"domains\":[\"a.com\"]"), DB)));
    assertEquals("5", value(Keys.scale(web)));
    last(deploy(stack(WEB.formatted("").replace("2", "3"), DB)));
    assertEquals(0, find(Keys.scale(web)).size());
    assertEquals("0", value(Keys.scale(new NodeId("shop", "db"))));
    assertEquals(404, api.ask("PUT", path, "{\"scale\":{\"wep\":1}}").status());
    assertEquals(400, api.ask("PUT", path, "{\"scale\":{\"web\":1001}}").status());
    assertEquals(404, api.ask("PUT", "/v1/stacks/x/scale", "{\"scale\":{\"a\":1}}").status());
  }

  @Test
  void aRestartIsAReleaseOfItsOwn() {
    last(deploy(stack(WEB.formatted(""), DB)));
    Told all = api.ask("POST", "/v1/stacks/shop/restart", "{\"by\":\"bob@desk\"}");
    assertEquals(2, all.json().get("release").asInt());
    assertEquals("[\"web\"]", all.json().get("nodes").toString());
    assertEquals("release 2 restarts web; services only when they are named", all.done());
    assertEquals("{\"web\":2}", json(value(Keys.stack("shop"))).get("restarts").toString());
    Told db = api.ask("POST", "/v1/stacks/shop/restart", "{\"nodes\":[\"db\"]}");
    assertEquals(3, db.json().get("release").asInt());
    assertEquals(
        "there is no node 'bd' in shop, did you mean 'db'?",
        api.ask("POST", "/v1/stacks/shop/restart", "{\"nodes\":[\"bd\"]}").error());
  }

  @Test
  void aRollbackRepeatsWhatWas() {
    last(deploy(stack(WEB.formatted(""))));
    held("src", "a1");
    building.tag("a2");
    last(deploy(stack(WEB.formatted(""))));
    held("src", "a2");
    Told back = api.ask("POST", "/v1/stacks/shop/rollback", "{\"by\":\"bob@desk\"}");
    assertEquals(3, back.json().get("release").asInt(), back.json()::toString);
    assertEquals(1, back.json().get("of").asInt());
    JsonNode now = json(value(Keys.stack("shop")));
    assertEquals("viking/shop/src:a1", now.get("images").get("viking:shop/src").asText());
    assertEquals("rollback", now.get("cause").asText());
    JsonNode history = api.get("/v1/stacks/shop/releases").json().get("releases");
    assertEquals(3, history.size());
    assertTrue(history.get(0).get("current").asBoolean());
    assertEquals(1, history.get(0).get("of").asInt());
    assertEquals(2, api.get("/v1/stacks/shop/releases/2").json().get("release").asInt());
    assertEquals(404, api.get("/v1/stacks/shop/releases/9").status());
    assertEquals(404, api.ask("POST", "/v1/stacks/shop/rollback", "{\"to\":9}").status());
    api.write(hand -> hand.delete("/image/shop/src/a2"));
    assertEquals(
        "release 2 of shop needs shop/src/a2, which is kept no more: deploy its files again",
        api.ask("POST", "/v1/stacks/shop/rollback", "{\"to\":2}").error());
  }

  @Test
  void whatIsRemovedLeavesNothingBehind() {
    last(deploy(stack(WEB.formatted(",\"domains\":[\"a.com\"]"), DB)));
    api.ask("PUT", "/v1/stacks/shop/scale", "{\"scale\":{\"web\":5}}");
    api.write(hand -> hand.put(Keys.env("shop", "X"), "1"));
    Told gone = api.ask("DELETE", "/v1/stacks/shop", "");
    assertEquals("shop is removed: its jobs are stopped; volumes and images stay", gone.done());
    for (KeySpace space :
        List.of(KeySpace.STACK, KeySpace.RELEASE, KeySpace.SCALE, KeySpace.ROUTE, KeySpace.ENV)) {
      assertEquals(0, find(space.prefix()).size(), space::prefix);
    }
    assertEquals(404, api.ask("DELETE", "/v1/stacks/shop", "").status());
  }

  @Test
  void aStackThatIsDeployedAnewIsNotTakenForTheOneThatWasRemoved() {
    last(deploy(stack(DB)));
    last(deploy(stack(WEB.formatted(""))));
    Rollout done = Rollout.begins(2).at(Phase.DONE, Duration.ZERO, "", List.of());
    api.write(hand -> hand.put(Keys.rollout("shop"), new RolloutCodec().write(done)));
    assertEquals(200, api.ask("DELETE", "/v1/stacks/shop", "").status());
    assertEquals(3, last(deploy(stack(WEB.formatted("")))).get("release").asInt());
  }

  @Test
  void stacksAreListedAndShown() {
    last(deploy(stack(WEB.formatted(""), DB)));
    JsonNode one = api.get("/v1/stacks").json().get("stacks").get(0);
    assertEquals("shop", one.get("stack").asText());
    assertEquals("rolling", one.get("phase").asText());
    assertEquals(3, one.get("wanted").asInt());
    assertEquals(0, one.get("ready").asInt());
    JsonNode shop = api.get("/v1/stacks/shop").json();
    assertEquals(1, shop.get("release").asInt());
    assertEquals("ann@desk", shop.get("by").asText());
    assertEquals("web", shop.get("nodes").get(0).get("node").asText());
    assertEquals("service", shop.get("nodes").get(1).get("kind").asText());
    assertEquals(
        "there is no stack 'shup', did you mean 'shop'?", api.get("/v1/stacks/shup").error());
  }

  @Test
  void aStackThatCannotBeReadIsThereAllTheSame() {
    last(deploy(stack(DB)));
    api.write(hand -> hand.put(Keys.stack("shop"), "scribble"));
    JsonNode one = api.get("/v1/stacks").json().get("stacks").get(0);
    assertEquals("unreadable", one.get("phase").asText());
    assertTrue(one.get("reason").asText().startsWith("/stack/shop: not JSON"), one::toString);
    Told shop = api.get("/v1/stacks/shop");
    assertEquals(409, shop.status());
    assertTrue(shop.error().endsWith("nothing is changed; deploy it again"), shop::error);
    assertEquals(200, api.ask("DELETE", "/v1/stacks/shop", "").status());
    assertEquals(404, api.get("/v1/stacks/shop").status());
  }

  @Test
  void whatIsLeftOfAStackIsRemovedAndNotSuggested() {
    last(deploy(stack(DB)));
    api.write(
        hand -> {
          hand.delete(Keys.stack("shop"));
          hand.put(Keys.rollout("shop"), new RolloutCodec().write(Rollout.begins(1)));
        });
    assertEquals("there is no stack 'shop'", api.get("/v1/stacks/shop").error());
    assertEquals(200, api.ask("DELETE", "/v1/stacks/shop", "").status());
    assertEquals(0, find(KeySpace.RELEASE.prefix()).size());
  }

  @Test
  void aJobIsKilled() {
    api.write(hand -> hand.put("/proc/adhoc/hello/1", "{\"image\":\"web\"}"));
    assertEquals(
        "adhoc.hello.1 is stopped and gone",
        api.ask("DELETE", "/v1/jobs/adhoc.hello.1", "").done());
    assertEquals(0, find("/proc/adhoc/hello/1").size());
    assertEquals(404, api.ask("DELETE", "/v1/jobs/adhoc.hello.1", "").status());
  }
}
