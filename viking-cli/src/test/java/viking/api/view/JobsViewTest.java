package viking.api.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.model.Endpoint;
import viking.core.model.Health;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Protocol;
import viking.core.model.Status;

/** What is told of jobs. */
class JobsViewTest {
  private static final JobId HELLO = JobId.parse("adhoc.hello.1");

  private final Seen seen = new Seen();

  @Test
  void aRunningJobTellsAll() {
    seen.hand()
        .proc(
            HELLO,
            "{\"image\":\"web\",\"run\":[\"sh\",\"-c\",\"echo it's\"],\"volume\":[\"/data\"],"
                + "\"by\":\"me\"}");
    long assignment = seen.hand().assign(HELLO, "h1");
    seen.hand()
        .status(
            HELLO,
            new Status(
                assignment,
                "h1",
                JobState.RUNNING,
                Health.HEALTHY,
                "viking.adhoc.hello.1",
                "r",
                2,
                OptionalInt.of(3),
                "fine",
                "2026-01-01T00:00:00Z"));
    Endpoint endpoint = new Endpoint(HELLO, 80, Protocol.TCP, "10.0.0.1", 32768);
    seen.hand().put(Keys.ports(endpoint), endpoint.value());
    seen.hand().counter("h1", HELLO, 3);
    assertEquals(
        "{\"id\":\"adhoc.hello.1\",\"stack\":\"adhoc\",\"node\":\"hello\",\"tag\":\"1\","
            + "\"image\":\"web\",\"run\":\"sh -c 'echo it'\\\\''s'\",\"state\":\"running\","
            + "\"health\":\"healthy\",\"host\":\"h1\",\"container\":\"viking.adhoc.hello.1\","
            + "\"message\":\"fine\",\"since\":\"2026-01-01T00:00:00Z\",\"runs\":2,\"exitCode\":3,"
            + "\"ports\":[{\"port\":80,\"protocol\":\"tcp\",\"address\":\"10.0.0.1\","
            + "\"hostPort\":32768}],\"failures\":{\"h1\":3},\"volumes\":[\"/data\"],\"by\":\"me\"}",
        seen.job(HELLO).toString());
  }

  @Test
  void whatNobodyHasSpokenOfIsNew() {
    seen.hand().proc(HELLO, "{\"image\":\"web\"}");
    JsonNode job = seen.job(HELLO);
    assertEquals("new", job.get("state").asText());
    assertEquals("", job.get("host").asText());
    assertFalse(job.has("exitCode"));
  }

  @Test
  void whatIsSaidOfAnEarlierValueIsNotSaidOfThisOne() {
    seen.hand().proc(HELLO, "{\"image\":\"old\"}");
    seen.hand().tell(HELLO, seen.hand().assign(HELLO, "h1"), "h1", JobState.RUNNING, 4);
    seen.hand().proc(HELLO, "{\"image\":\"web\"}");
    seen.hand().put(Keys.deploy("h1", HELLO), "stop");
    JsonNode job = seen.job(HELLO);
    assertEquals("new", job.get("state").asText());
    assertEquals(0, job.get("runs").asInt());
    assertEquals("still to be stopped on h1", job.get("message").asText());
  }

  @Test
  void whatIsNoLongerWantedIsStopping() {
    seen.hand().proc(HELLO, "{\"image\":\"web\"}");
    seen.hand().tell(HELLO, seen.hand().assign(HELLO, "h1"), "h1", JobState.RUNNING, 0);
    seen.hand().delete(Keys.proc(HELLO));
    JsonNode job = seen.job(HELLO);
    assertEquals("stopping", job.get("state").asText());
    assertEquals("h1", job.get("host").asText());
    assertEquals("", job.get("image").asText());
  }

  @Test
  void aWrongValueIsToldEvenBeforeTheLeaderSaysSo() {
    seen.hand().proc(HELLO, "{\"imgae\":\"web\"}");
    assertEquals(
        "unknown field 'imgae', did you mean 'image'?", seen.job(HELLO).get("message").asText());
  }

  @Test
  void aKeyThatIsNoJobIsListedAsRefused() {
    seen.hand().put("/proc/adhoc/hello", "{\"image\":\"web\"}");
    seen.hand().put("/host/h1", "nonsense");
    JsonNode refused = seen.jobs().get("refused");
    assertEquals(1, refused.size());
    assertEquals("/proc/adhoc/hello", refused.get(0).get("key").asText());
    assertEquals(
        "key '/proc/adhoc/hello' has the wrong depth: it is /proc/<stack>/<node>/<tag>",
        refused.get(0).get("problem").asText());
  }

  @Test
  void jobsComeByIdAndFiltersNarrowThem() {
    for (String id : List.of("b.web.1", "a.web.2", "a.db.1", "a.web.1")) {
      seen.hand().proc(JobId.parse(id), "{\"image\":\"web\"}");
    }
    seen.hand().assign(JobId.parse("a.web.2"), "h2");
    assertEquals(List.of("a.db.1", "a.web.1", "a.web.2", "b.web.1"), ids(Map.of()));
    assertEquals(List.of("a.web.1", "a.web.2"), ids(Map.of("stack", "a", "node", "web")));
    assertEquals(List.of("a.web.2"), ids(Map.of("host", "h2")));
    assertEquals(List.of(), ids(Map.of("state", "running")));
  }

  private List<String> ids(Map<String, String> query) {
    JsonNode jobs = seen.jobs(JobFilter.of(query)).get("jobs");
    return StreamSupport.stream(jobs.spliterator(), false)
        .map(job -> job.get("id").asText())
        .toList();
  }
}
