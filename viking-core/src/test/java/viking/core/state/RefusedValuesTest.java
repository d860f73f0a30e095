package viking.core.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import viking.core.model.JobId;
import viking.core.model.SlotId;

/** What does not parse counts as absent, and is set down with what is wrong with it. */
class RefusedValuesTest {
  private static final JobId JOB = JobId.parse("shop.db.1");
  private static final String HOST = "{\"id\":\"id1\",\"address\":\"10.0.0.1\"}";

  private final StateScene scene = new StateScene();
  private final ClusterState state = scene.state();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/prco/shop/db/1            | x   | key '/prco/shop/db/1' is of no key space of viking, did you mean /proc/?",
        "/proc/shop/db              | {}  | key '/proc/shop/db' has the wrong depth: it is /proc/<stack>/<node>/<tag>",
        "/host/H1                   | {}  | key '/host/H1': hostname 'H1' is not a DNS name in lower case",
        "/stack/Shop                | {}  | key '/stack/Shop': stack 'Shop' is not 1 to 32 of a-z, 0-9 and inner hyphens",
        "/host/h1                   | {}  | 'id' is missing",
        "/cordon/h1                 | yes | not JSON at column 1: Unrecognized token 'yes': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
        "/fixed/shop/db/1           | {}  | 'host' is missing",
        "/status/shop/db/1          | {}  | 'state' is missing",
        "/counter/h1/shop/db/1      | few | 'few' is not a count",
        "/counter/h1/shop/db/1      | 99999999999 | '99999999999' is not a count"
      })
  void areNamedWithTheirProblemUntilTheyAreGone(String key, String value, String problem) {
    scene.put(key, value);
    assertEquals(Map.of(key, problem), state.refused());
    scene.delete(key);
    assertEquals(Map.of(), state.refused());
  }

  @Test
  void areForgottenWhenTheyAreMended() {
    scene.put("/host/h1", "{}");
    assertEquals(Set.of("/host/h1"), state.refused().keySet());
    scene.put("/host/h1", HOST);
    assertEquals(Map.of(), state.refused());
    assertEquals("id1", state.host("h1").orElseThrow().id());
  }

  @Test
  void replaceWhatWasThereByNothing() {
    scene.put("/host/h1", HOST);
    scene.put("/fixed/shop/db/1", "{\"host\":\"h1\",\"hostId\":\"id1\"}");
    scene.put("/cordon/h1", "");
    scene.put("/status/shop/db/1", "{\"state\":\"waiting\"}");
    scene.put("/counter/h1/shop/db/1", "1");
    scene.put("/host/h1", "?");
    scene.put("/fixed/shop/db/1", "?");
    scene.put("/cordon/h1", "?");
    scene.put("/status/shop/db/1", "?");
    scene.put("/counter/h1/shop/db/1", "?");
    assertEquals(Optional.empty(), state.host("h1"));
    assertEquals(Optional.empty(), state.pin(new SlotId("shop", "db", "1")));
    assertEquals(Optional.empty(), state.cordon("h1"));
    assertEquals(Optional.empty(), scene.job(JOB).status());
    assertEquals(Set.of(), scene.job(JOB).counters().keySet());
    assertEquals(5, state.refused().size());
  }

  /** The job is there and cannot be run: its status says so, so it is not refused here. */
  @Test
  void ofProcAreAJobWithAProblem() {
    long revision = scene.put("/proc/shop/db/1", "{\"imagee\":\"x\",\"image\":\"x\"}");
    assertEquals(Map.of(), state.refused());
    assertEquals(
        Optional.of(
            new Versioned<>(
                new Proc(Optional.empty(), "unknown field 'imagee', did you mean 'image'?"),
                revision,
                revision)),
        scene.job(JOB).proc());
    scene.put("/proc/shop/db/1", "{\"image\":\"x\"}");
    assertEquals("", scene.job(JOB).proc().orElseThrow().value().problem());
  }

  /** It is told in the job's status, which has to fit into etcd beside it. */
  @Test
  void haveAProblemOfFewWordsHoweverLongTheyAre() {
    scene.put("/proc/shop/db/1", "{\"image\":[\"" + "\\\"".repeat(100_000) + "\"]}");
    scene.put("/host/" + "h".repeat(100_000), HOST);
    String ofJob = scene.job(JOB).proc().orElseThrow().value().problem();
    String ofHost = state.refused().values().iterator().next();
    assertTrue(ofJob.length() < 500 && ofHost.length() < 500);
    assertTrue(ofJob.startsWith("'image': [\""), ofJob);
    assertTrue(ofJob.endsWith("] is not a single value"), ofJob);
    assertTrue(ofHost.endsWith("' is not a DNS name in lower case"), ofHost);
  }

  /** Else it would come back from etcd in other words, and be told again and again. */
  @Test
  void haveAProblemThatEtcdGivesBackAsItWas() {
    scene.put("/proc/shop/db/1", "{\"image\":[\"" + "😀".repeat(1_000) + "\"]}");
    scene.put("/proc/shop/db/2", "{\"image\":[\"x" + "😀".repeat(1_000) + "\"]}");
    scene.put("/proc/shop/db/3", "{\"image\":[\"\\ud83d\"]}");
    scene.put("/proc/shop/db/4", "{\"\\ud83d\":1,\"\\ud83d\":1}");
    scene.put("/proc/shop/db/5", "{\"image\":\"x\",\"run\":\"'\\ud83d\"}");
    for (JobId id : state.jobs()) {
      String problem = scene.job(id).proc().orElseThrow().value().problem();
      byte[] stored = problem.getBytes(StandardCharsets.UTF_8);
      assertTrue(!problem.isEmpty());
      assertEquals(problem, new String(stored, StandardCharsets.UTF_8));
    }
  }
}
