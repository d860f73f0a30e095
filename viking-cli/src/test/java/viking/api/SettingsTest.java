package viking.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import viking.api.ApiScene.Told;
import viking.core.codec.ReleaseCodec;
import viking.core.key.Keys;
import viking.core.model.Job;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.model.Secret;
import viking.core.secret.Sealed;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.testing.Eventually;

/** Env and secrets: what they write, what releases they make, and what is refused. */
class SettingsTest {
  private static final String ENV = "/v1/stacks/ragnar/env";
  private static final String SECRETS = "/v1/stacks/ragnar/secrets";
  private static final String VALUE = "odin's eye";

  private final ApiScene api = new ApiScene();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aVariableOfADeployedStackIsSetWithTheReleaseThatHasIt() {
    deployed(7, "[\"PASSWORD\"]");
    Told told = env("{\"set\":{\"A\":\"1\",\"B\":\"x = y\"},\"by\":\"alice@laptop\"}");
    assertEquals("release 8 of ragnar: A is set, B is set", told.done());
    assertEquals(8, told.json().get("release").asInt());
    Snapshot now = read();
    Entry stack = now.find(Keys.stack("ragnar")).orElseThrow();
    Entry release = now.find(Keys.release("ragnar", 8)).orElseThrow();
    Entry variable = now.find(Keys.env("ragnar", "A")).orElseThrow();
    assertEquals(stack.value(), release.value());
    assertEquals(stack.modified(), release.modified(), "one transaction");
    assertEquals(stack.modified(), variable.modified(), "one transaction");
    Release made = release();
    assertEquals(8, made.number());
    assertEquals(Cause.ENV, made.cause());
    assertEquals("alice@laptop", made.by());
    assertEquals(Map.of("A", "1", "B", "x = y"), made.env());
    assertEquals("1", job("web").container().env().get("A"));
  }

  @Test
  void variablesAreUnset() {
    deployed(7, "[]");
    env("{\"set\":{\"A\":\"1\",\"B\":\"2\"}}");
    assertEquals("release 9 of ragnar: A is unset", env("{\"unset\":[\"A\",\"NEVER\"]}").done());
    assertEquals(Map.of("B", "2"), release().env());
    assertEquals(
        "{\"stack\":\"ragnar\",\"release\":9,\"env\":{\"B\":\"2\"}}",
        api.get(ENV).json().toString());
  }

  @Test
  void whatIsSoAlreadyMakesNoRelease() {
    deployed(7, "[]");
    env("{\"set\":{\"A\":\"1\"}}");
    long before = read().revision();
    Told told = env("{\"set\":{\"A\":\"1\"},\"unset\":[\"B\"]}");
    assertEquals("nothing changes: the env of ragnar is so already", told.done());
    assertFalse(told.json().has("release"));
    assertEquals(before, read().revision());
  }

  @Test
  void aReleaseThatIsBehindIsMadeUpFor() {
    deployed(7, "[]");
    api.write(hand -> hand.put(Keys.env("ragnar", "A"), "1"));
    assertEquals("release 8 of ragnar: env as it stands", env("{\"set\":{\"A\":\"1\"}}").done());
    assertEquals(Map.of("A", "1"), release().env());
  }

  @Test
  void whatIsNotDeployedKeepsItForItsFirstRelease() {
    assertEquals("ragnar: A is set; it is not deployed yet", env("{\"set\":{\"A\":\"1\"}}").done());
    assertEquals(
        "ragnar: secret PASSWORD is set; it is not deployed yet", set("PASSWORD", VALUE).done());
    assertTrue(read().find(Keys.stack("ragnar")).isEmpty());
    assertEquals("1", read().find(Keys.env("ragnar", "A")).orElseThrow().value());
  }

  @Test
  void ofManyOrdersAtOnceNoneIsLost() throws Exception {
    deployed(7, "[]");
    List<Thread> people = new ArrayList<>();
    List<Told> told = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 3; i++) {
      String name = "V" + i;
      people.add(new Thread(() -> told.add(env("{\"set\":{\"" + name + "\":\"1\"}}"))));
    }
    people.forEach(Thread::start);
    for (Thread each : people) {
      each.join();
    }
    assertEquals(List.of(200, 200, 200), told.stream().map(Told::status).toList());
    assertEquals(10, release().number());
    assertEquals(3, release().env().size());
  }

  @Test
  void onlyTheLastFiftyReleasesAreKept() {
    deployed(60, "[]");
    api.write(
        hand -> {
          hand.put(Keys.release("ragnar", 11), "{}");
          hand.put(Keys.release("ragnar", 12), "{}");
        });
    assertEquals(200, env("{\"set\":{\"A\":\"1\"}}").status());
    assertTrue(read().find(Keys.release("ragnar", 11)).isEmpty());
    assertTrue(read().find(Keys.release("ragnar", 12)).isPresent());
  }

  @Test
  void aNumberIsNeverUsedTwiceAndTheLastGoodReleaseIsKept() {
    deployed(60, "[]");
    api.write(
        hand -> {
          hand.put(Keys.release("ragnar", 5), "{}");
          hand.put(Keys.release("ragnar", 6), "{}");
          hand.put(Keys.release("ragnar", 61), "{}");
          hand.put(Keys.rollout("ragnar"), "{\"release\":60,\"phase\":\"rolling\",\"good\":6}");
        });
    assertEquals("release 62 of ragnar: A is set", env("{\"set\":{\"A\":\"1\"}}").done());
    assertTrue(read().find(Keys.release("ragnar", 5)).isEmpty());
    assertTrue(read().find(Keys.release("ragnar", 6)).isPresent());
  }

  @Test
  void whatCannotBeAVariableIsRefusedByName() {
    refuses(
        "{\"set\":{\"1A\":\"x\"}}",
        "env '1A' is not a letter or underscore, then letters, digits, underscores");
    refuses(
        "{\"set\":{\"VIKING_TAG\":\"x\"}}",
        "env VIKING_TAG: what begins with VIKING_ is viking's own");
    refuses("{\"set\":{\"A\":\"x\\u0000\"}}", "env A holds a zero byte, which no variable can");
    refuses("{\"set\":{\"A\":1}}", "'set.A' holds something else than text");
    refuses("{\"set\":{\"A\":\"1\"},\"unset\":[\"A\"]}", "env A is to be set and unset");
    refuses("{\"ste\":{}}", "unknown field 'ste', did you mean 'set'?");
    refuses("", "nothing is to be set or unset");
    refuses("[]", "the body is not a JSON object, which would begin with {");
    refuses("{\"set\":{\"A\":\"hunter2\"", "the body is not JSON, or names a field twice");
    refuses(
        "{\"set\":{\"A\":\"" + "x".repeat(33_000) + "\"}}",
        "env A is longer than 32768 characters: put it into the image or a volume");
    String many =
        IntStream.range(0, 51)
            .mapToObj(i -> "\"A" + i + "\":\"\"")
            .collect(Collectors.joining(","));
    refuses("{\"set\":{" + many + "}}", "no more than 50 variables can be changed at once");
    assertEquals(
        "stack 'Ragnar' is not " + viking.core.model.Grammar.NAME.description(),
        api.get("/v1/stacks/Ragnar/env").error());
  }

  @Test
  void allVariablesTogetherHaveAnEnd() {
    String long32k = "x".repeat(32_000);
    for (int i = 0; i < 8; i++) {
      assertEquals(200, env("{\"set\":{\"A" + i + "\":\"" + long32k + "\"}}").status());
    }
    Told told = env("{\"set\":{\"B\":\"" + long32k + "\"}}");
    assertEquals(400, told.status());
    assertEquals(
        "the env of ragnar would be 9 variables of 288017 characters; there is room for 1000 of"
            + " 262144 together",
        told.error());
  }

  @Test
  void aSecretOfADeployedStackIsSetWithTheReleaseThatNamesItsVersion() {
    deployed(7, "[\"PASSWORD\"]");
    long before = read().revision();
    Told told = set("PASSWORD", VALUE);
    assertEquals("release 8 of ragnar: secret PASSWORD is set, for web", told.done());
    Entry entry = read().find(Keys.secret("ragnar", "PASSWORD")).orElseThrow();
    assertFalse(entry.value().contains(VALUE));
    assertArrayEquals(VALUE.getBytes(UTF_8), api.host.secretBox().open(entry.key(), entry.value()));
    long version = Sealed.parse(entry.value()).version();
    assertTrue(version > before && version <= entry.modified(), version + " " + entry);
    assertEquals(Map.of("PASSWORD", version), release().secrets());
    assertEquals(Cause.SECRET, release().cause());
    assertEquals(
        List.of(new Secret("PASSWORD", Optional.of("/run/secrets/PASSWORD"), version)),
        job("web").container().secrets());
  }

  @Test
  void anotherValueIsAnotherVersionAndAnotherRelease() {
    deployed(7, "[\"PASSWORD\"]");
    set("PASSWORD", VALUE);
    Job before = job("web");
    set("PASSWORD", "other");
    assertEquals(9, release().number());
    assertNotEquals(before, job("web"));
  }

  @Test
  void theSameValueMakesNoRelease() {
    deployed(7, "[\"PASSWORD\"]");
    set("PASSWORD", VALUE);
    long before = read().revision();
    assertEquals(
        "nothing changes: secret PASSWORD of ragnar is so already", set("PASSWORD", VALUE).done());
    assertEquals(before, read().revision());
  }

  @Test
  void aSecretThatNoNodeIsGivenMakesNoRelease() {
    deployed(7, "[\"PASSWORD\"]");
    assertEquals(
        "ragnar: secret TOKEN is set; no node is given it yet ('secrets: [TOKEN]')",
        set("TOKEN", VALUE).done());
    assertEquals(7, release().number());
  }

  @Test
  void secretsAreListedByNameVersionAndNodeAndNeverByValue() {
    deployed(7, "[\"PASSWORD\",\"MISSING:env\"]");
    set("PASSWORD", VALUE);
    set("TOKEN", VALUE);
    Told told = api.get(SECRETS);
    JsonNode list = told.json().get("secrets");
    assertEquals(List.of("MISSING", "PASSWORD", "TOKEN"), list.findValuesAsText("name"));
    assertEquals("[\"web\"]", list.get(0).get("nodes").toString());
    assertFalse(list.get(0).get("set").asBoolean());
    assertEquals(release().secrets().get("PASSWORD"), list.get(1).get("version").asLong());
    assertEquals("bob@desk", list.get(1).get("by").asText());
    assertEquals(release().at(), list.get(1).get("at").asText());
    assertEquals(8, list.get(1).get("release").asInt());
    assertTrue(list.get(1).get("readable").asBoolean());
    assertEquals("[]", list.get(2).get("nodes").toString());
    assertFalse(list.get(2).has("by"));
    assertFalse(told.response().body().contains(VALUE));
    assertFalse(told.response().body().contains(base64(VALUE)));
  }

  @Test
  void aSecretIsRemovedOnceNoNodeIsGivenIt() {
    deployed(7, "[\"PASSWORD\"]");
    set("PASSWORD", VALUE);
    Told told = api.ask("DELETE", SECRETS + "/PASSWORD", "");
    assertEquals(409, told.status());
    assertEquals(
        "secret PASSWORD is given to web of ragnar: deploy the stack without it first",
        told.error());
    deployed(9, "[]");
    assertEquals(
        "ragnar: secret PASSWORD is removed", api.ask("DELETE", SECRETS + "/PASSWORD", "").done());
    assertTrue(read().find(Keys.secret("ragnar", "PASSWORD")).isEmpty());
    Told again = api.ask("DELETE", SECRETS + "/PASSWORD", "");
    assertEquals(404, again.status());
    assertEquals("ragnar has no secret PASSWORD", again.error());
  }

  @Test
  void aHostWithAnotherKeySetsNothingUnlessItMust() throws IOException {
    set("PASSWORD", VALUE);
    String first = api.host.secretBox().keyId();
    Files.delete(api.host.secretKey());
    String second = api.host.secretBox().keyId();
    Told told = set("TOKEN", VALUE);
    assertEquals(409, told.status());
    assertTrue(
        told.error()
            .startsWith(
                "this host has another secret key (id "
                    + second
                    + ") than the one that the secret was set with (id "
                    + first
                    + ")"),
        told.error());
    assertFalse(api.get(SECRETS).json().get("secrets").get(0).get("readable").asBoolean());
    String forced = "{\"value\":\"" + base64(VALUE) + "\",\"force\":true}";
    assertEquals(200, api.ask("PUT", SECRETS + "/PASSWORD", forced).status());
    assertTrue(api.get(SECRETS).json().get("secrets").get(0).get("readable").asBoolean());
  }

  @Test
  void withANewKeyAboveTheOldOneEachSecretIsSealedAnewWhenItIsSetAgain() throws IOException {
    deployed(7, "[\"PASSWORD\"]");
    set("PASSWORD", VALUE);
    String old = Files.readString(api.host.secretKey());
    Files.delete(api.host.secretKey());
    String fresh = api.host.secretBox().keyId();
    Files.writeString(api.host.secretKey(), Files.readString(api.host.secretKey()) + old);
    assertEquals(
        "release 9 of ragnar: secret PASSWORD is set, for web", set("PASSWORD", VALUE).done());
    assertEquals(
        fresh,
        Sealed.parse(read().find(Keys.secret("ragnar", "PASSWORD")).orElseThrow().value()).keyId());
  }

  @Test
  void whatCannotBeASecretIsRefusedWithoutItsValue() {
    assertEquals("'value' is missing", put("{}"));
    assertEquals("'value' is not base64", put("{\"value\":\"hunter2!\"}"));
    assertEquals(
        "secret TOKEN would be empty; 'viking secret rm' removes one", put("{\"value\":\"\"}"));
    assertEquals("the body is not JSON, or names a field twice", put("{\"value\":hunter2}"));
    assertEquals(
        "secret TOKEN has 65537 bytes; there is room for 65536",
        put("{\"value\":\"" + base64("x".repeat(65_537)) + "\"}"));
    Told name = api.ask("PUT", SECRETS + "/a-b", "{\"value\":\"eA==\"}");
    assertTrue(name.error().startsWith("secret 'a-b' is not a letter"), name.error());
  }

  @Test
  void whileTheStoreIsAwayItIsSaid() {
    api.etcd.unavailable(true);
    for (Told told : List.of(env("{\"set\":{\"A\":\"1\"}}"), api.get(ENV), api.get(SECRETS))) {
      assertEquals(503, told.status());
      assertTrue(told.error().contains("etcd does not answer"), told.error());
    }
  }

  private void deployed(int number, String secrets) {
    String release =
        """
        {"release":%d,"cause":"deploy","by":"","at":"","images":{},"env":{},"secrets":{},
         "restarts":{},"stack":{"name":"ragnar","deploy":{
           "help":{"document_root":"./www"},
           "web":{"job":{"image":"web","secrets":%s}}}}}
        """
            .formatted(number, secrets);
    api.write(
        hand -> {
          hand.put(Keys.stack("ragnar"), release);
          hand.put(Keys.release("ragnar", number), release);
        });
  }

  private Told env(String body) {
    return api.ask("PATCH", ENV, body);
  }

  private void refuses(String body, String problem) {
    Told told = env(body);
    assertEquals(problem, told.error());
    assertEquals(400, told.status());
  }

  private Told set(String name, String value) {
    return api.ask(
        "PUT", SECRETS + "/" + name, "{\"value\":\"" + base64(value) + "\",\"by\":\"bob@desk\"}");
  }

  private String put(String body) {
    Told told = api.ask("PUT", SECRETS + "/TOKEN", body);
    assertEquals(400, told.status());
    return told.error();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private Release release() {
    return new ReleaseCodec().read(read().find(Keys.stack("ragnar")).orElseThrow().value());
  }

  private Job job(String node) {
    return release().job(node).orElseThrow();
  }

  private Snapshot read() {
    return Eventually.get(api.store.read(List.of(Range.prefix(Keys.everything()))));
  }
}
