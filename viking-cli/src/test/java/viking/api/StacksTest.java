package viking.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import viking.api.ApiScene.Told;
import viking.api.http.Limits;
import viking.core.codec.RolloutCodec;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.ImageRef;
import viking.core.model.NodeId;
import viking.core.model.Rollout;
import viking.core.model.Rollout.Phase;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.testing.Eventually;

/** Stacks through the API, from what is sent to what stands in the store. */
class StacksTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String WEB =
      "\"web\":{\"job\":{\"image\":\"viking:shop/src\"},\"scale\":2%s}";
  private static final String DB = "\"db\":{\"job\":{\"image\":\"quarry/db\"},\"service\":true}";

  private final FakeBuilding building = new FakeBuilding();
  private final CountedStore[] stores = new CountedStore[1];
  private final ApiScene api =
      new ApiScene(Limits.USUAL, store -> stores[0] = new CountedStore(store));

  StacksTest() {
    api.host.building(building);
  }

  @AfterEach
  void close() {
    api.close();
  }

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

  @Test
  void whatCannotBeAcceptedIsNotBuilt() {
    api.write(
        hand ->
            hand.put(Keys.route("a.com"), "{\"stack\":\"other\",\"node\":\"web\",\"port\":80}"));
    HttpResponse<String> taken =
        post("deploy", Sent.of(order(stack(WEB.formatted(",\"domains\":[\"a.com\"]")), "")));
    assertEquals(409, taken.statusCode());
    assertTrue(
        taken.body().contains("domain a.com belongs to stack other (node web)"), taken::body);
    String secret =
        "\"web\":{\"job\":{\"image\":\"viking:shop/src\",\"secrets\":[\"DB_PASSWORD\"]}}";
    HttpResponse<String> unset = post("deploy", Sent.of(order(stack(secret), "")));
    assertTrue(
        unset
            .body()
            .contains(
                "secret DB_PASSWORD of deploy.web is not set: printf … | viking secret set shop"
                    + " DB_PASSWORD"),
        unset::body);
    assertEquals(0, building.given.size());
    assertTrue(isEmptyFolder(), "what was sent is still there");
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
  void whatIsBrokenIsRefusedInOneLine() {
    assertTrue(refused("not a tar at all".getBytes(UTF_8)).contains("no gzip"));
    byte[] whole = sent("x");
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    assertTrue(refused(half).contains("what was sent"));
    String first = refused(new Sent().file("c0/x", "x").bytes());
    assertTrue(first.contains("does not begin with deploy.json"), first);
    for (String name : List.of("../x", "/etc/passwd", "c0/../../x", "c0//x", "x", "d0/x")) {
      String error = refused(new Sent().file("deploy.json", "{}").file(name, "x").bytes());
      assertTrue(error.contains("is no path below a folder that is sent"), error);
    }
    for (String to : List.of("/etc", "../..", "a/../../x", "a/../x", "")) {
      String error = refused(new Sent().file("deploy.json", "{}").link("c0/l", to).bytes());
      assertTrue(error.contains("is a link that leads outside"), error);
    }
    byte[] through =
        new Sent().file("deploy.json", "{}").link("c0/l", "src").file("c0/l/x", "x").bytes();
    assertTrue(refused(through).contains("lies below what is no folder"));
    byte[] twice = new Sent().file("deploy.json", "{}").file("c0/x", "x").file("c0/x", "y").bytes();
    assertTrue(refused(twice).contains("is sent twice"));
    byte[] device = new Sent().file("deploy.json", "{}").device("c0/null").bytes();
    assertTrue(refused(device).contains("neither a file, a folder nor a symbolic link"));
    assertTrue(refused(new Sent().file("deploy.json", "{").bytes()).contains("is not JSON"));
    assertTrue(refused(Sent.of("{\"stack\":{\"name\":\"x\"}}")).contains("of stack 'x'"));
    assertTrue(refused(Sent.of("{\"stak\":{}}")).contains("did you mean 'stack'?"));
    assertEquals(0, building.given.size());
    assertTrue(isEmptyFolder(), "something was left behind");
  }

  /** What is up from where a link leads is not up from where the link stands. */
  @Test
  void linksThatLeadOutsideTogetherAreRefused() {
    byte[] body =
        new Sent()
            .file("deploy.json", "{}")
            .file("c0/a/b/c/x", "x")
            .link("c0/a/b/c/top", "../../..")
            .link("c0/a/b/c/key", "top/../../../secret.key")
            .bytes();
    String error = refused(body);
    assertTrue(error.contains("'c0/a/b/c/key' is a link that leads outside"), error);
  }

  /** The library takes in a name as long as it comes; packed, that may be next to nothing. */
  @Test
  void aNameThatNeverEndsIsRefused() {
    byte[] body = new Sent().file("deploy.json", "{}").longName(64 << 20).bytes();
    assertTrue(body.length < 1 << 20);
    assertTrue(refused(body).contains("holds a name longer than 1 MiB"));
  }

  @Test
  void whatIsTooLargeForEtcdIsNotBuilt() {
    String comment = "\"text\":\"" + "ä".repeat(300_000) + "\"";
    String stack =
        "{\"name\":\"shop\",\"build\":{\"src\":{"
            + comment
            + "}},\"deploy\":{"
            + WEB.formatted("")
            + "}}";
    String error = refused(Sent.of(order(stack, "")));
    assertTrue(error.contains("this release would be 586 KiB long"), error);
    assertEquals(0, building.given.size());
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
    Rollout done = new Rollout(2, Phase.DONE, Duration.ZERO, 2, 0, "", List.of());
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
  void aJobIsKilled() {
    api.write(hand -> hand.put("/proc/adhoc/hello/1", "{\"image\":\"web\"}"));
    assertEquals(
        "adhoc.hello.1 is stopped and gone",
        api.ask("DELETE", "/v1/jobs/adhoc.hello.1", "").done());
    assertEquals(0, find("/proc/adhoc/hello/1").size());
    assertEquals(404, api.ask("DELETE", "/v1/jobs/adhoc.hello.1", "").status());
  }

  private void held(String image, String tag) {
    api.write(hand -> hand.put("/image/shop/" + image + "/" + tag, "{}"));
  }

  private static String stack(String... nodes) {
    return "{\"name\":\"shop\",\"build\":{\"src\":{\"text\":\"FROM scratch\"}},\"deploy\":{"
        + String.join(",", nodes)
        + "}}";
  }

  private static String order(String stack, String more) {
    return "{\"by\":\"ann@desk\",\"contexts\":{\".\":\"c0\"}" + more + ",\"stack\":" + stack + "}";
  }

  private static byte[] sent(String node) {
    return Sent.of(order(stack("\"" + node + "\":{\"job\":{\"image\":\"viking:shop/src\"}}"), ""));
  }

  private List<JsonNode> deploy(String stack) {
    return deploy(stack, "");
  }

  private List<JsonNode> deploy(String stack, String more) {
    return events(post("deploy", Sent.of(order(stack, more))));
  }

  private JsonNode plan(String stack) {
    String body =
        "{\"contexts\":{\".\":\"sha256:" + "0".repeat(64) + "\"},\"stack\":" + stack + "}";
    Told told = api.ask("POST", "/v1/stacks/shop/plan", body);
    assertEquals(200, told.status(), told::error);
    return told.json();
  }

  private HttpResponse<String> post(String what, byte[] body) {
    return api.send(request(what, body));
  }

  private java.net.http.HttpRequest request(String what, byte[] body) {
    return api.request("/v1/stacks/shop/" + what).POST(BodyPublishers.ofByteArray(body)).build();
  }

  private String refused(byte[] body) {
    HttpResponse<String> answer = post("deploy", body);
    assertEquals(400, answer.statusCode(), answer::body);
    assertFalse(answer.body().contains("Exception"), answer::body);
    return answer.body();
  }

  private static List<JsonNode> events(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer::body);
    List<JsonNode> all = new ArrayList<>();
    answer.body().lines().forEach(line -> all.add(json(line)));
    return all;
  }

  private static JsonNode last(List<JsonNode> events) {
    return events.get(events.size() - 1);
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

  private boolean isEmptyFolder() {
    try (Stream<java.nio.file.Path> left = Files.list(api.host.arrivals())) {
      return left.findAny().isEmpty();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<Entry> find(String prefix) {
    return Eventually.get(api.store.read(List.of(range(prefix)))).entries();
  }

  private static Range range(String text) {
    return text.endsWith("/") ? Range.prefix(text) : Range.key(text);
  }

  private Entry entry(String key) {
    return find(key).stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
  }

  private String value(String key) {
    return entry(key).value();
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  private static void await(CountDownLatch latch) {
    Eventually.holds("it goes on", () -> latch.getCount() == 0);
  }
}
