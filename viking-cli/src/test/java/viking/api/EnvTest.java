package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import viking.api.ApiScene.Told;
import viking.core.key.Keys;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.store.Entry;
import viking.core.store.Snapshot;

/** Variables of a stack: what they write, what releases they make, and what is refused. */
class EnvTest extends SettingsScene {
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
    assertEquals(
        "nothing changes: no B, C is set for ragnar; what its stack file says of it stays",
        env("{\"unset\":[\"C\",\"B\"]}").done());
    assertEquals(before, read().revision());
  }

  @Test
  void whatARollbackDoesNotTakeBackIsSaid() {
    deployed(7, "[]");
    env("{\"set\":{\"A\":\"1\",\"B\":\"2\"}}");
    assertEquals("[]", api.get(RELEASES).json().get("notes").toString());
    String note =
        "[\"env A, B is set otherwise than in release 9, and comes with the next one; 'viking env"
            + " set' or 'unset' changes it\"]";
    Told back = api.ask("POST", "/v1/stacks/ragnar/rollback", "{\"to\":7}");
    assertEquals(note, back.json().path("notes").toString(), back::toString);
    assertEquals(Map.of(), release().env());
    assertEquals(note, api.get(RELEASES).json().get("notes").toString());
    env("{\"unset\":[\"A\",\"B\"]}");
    assertEquals("[]", api.get(RELEASES).json().get("notes").toString());
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
  void whileTheStoreIsAwayItIsSaid() {
    api.etcd.unavailable(true);
    for (Told told : List.of(env("{\"set\":{\"A\":\"1\"}}"), api.get(ENV), api.get(SECRETS))) {
      assertEquals(503, told.status());
      assertTrue(told.error().contains("etcd does not answer"), told.error());
    }
  }

  private void refuses(String body, String problem) {
    Told told = env(body);
    assertEquals(problem, told.error());
    assertEquals(400, told.status());
  }
}
