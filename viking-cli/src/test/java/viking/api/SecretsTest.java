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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.api.ApiScene.Told;
import viking.core.key.Keys;
import viking.core.model.Job;
import viking.core.model.Release.Cause;
import viking.core.model.Secret;
import viking.core.secret.Sealed;
import viking.core.store.Entry;

/** Secrets of a stack: what they write, what releases they make, and what is refused. */
class SecretsTest extends SettingsScene {
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
  void aSecretThatWouldBeNeededAgainStays() {
    deployed(7, "[\"PASSWORD\"]");
    set("PASSWORD", VALUE);
    deployed(9, "[]");
    for (String rollout :
        List.of(
            "{\"release\":8,\"phase\":\"done\"}",
            "{\"release\":9,\"phase\":\"rolling\",\"good\":8}",
            "{\"release\":9,\"phase\":\"failed\",\"good\":8}")) {
      api.write(hand -> hand.put(Keys.rollout("ragnar"), rollout));
      Told told = api.ask("DELETE", SECRETS + "/PASSWORD", "");
      assertEquals(409, told.status());
      assertEquals(
          "secret PASSWORD is given to web of release 8, which is put back should the present one"
              + " fail: remove it when a later release of ragnar is wholly ready",
          told.error());
    }
    api.write(
        hand -> hand.put(Keys.rollout("ragnar"), "{\"release\":9,\"phase\":\"done\",\"good\":8}"));
    assertEquals(200, api.ask("DELETE", SECRETS + "/PASSWORD", "").status());
  }

  @Test
  void nothingGoesBackToAReleaseWhoseSecretIsGone() {
    deployed(7, "[\"PASSWORD\"]");
    deployed(8, "[]");
    long before = read().revision();
    Told told = api.ask("POST", "/v1/stacks/ragnar/rollback", "{\"to\":7}");
    assertEquals(409, told.status());
    assertEquals(
        "secret PASSWORD of deploy.web is not set: printf … | viking secret set ragnar PASSWORD",
        told.error());
    assertEquals(before, read().revision());
  }

  /** As after a release that failed: what undoes it leaves secrets as they are. */
  @Test
  void theHistoryTellsOfASecretThatIsNewerThanItsRelease() {
    deployed(7, "[\"PASSWORD\"]");
    set("PASSWORD", VALUE);
    assertEquals("[]", api.get(RELEASES).json().get("notes").toString());
    deployed(9, "[\"PASSWORD\"]");
    assertEquals(
        "[\"secret PASSWORD is newer than in release 9, and whatever starts from now on is given"
            + " it; 'viking secret set' changes it\"]",
        api.get(RELEASES).json().get("notes").toString());
    deployed(10, "[]");
    assertEquals("[]", api.get(RELEASES).json().get("notes").toString());
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

  private String put(String body) {
    Told told = api.ask("PUT", SECRETS + "/TOKEN", body);
    assertEquals(400, told.status());
    return told.error();
  }
}
