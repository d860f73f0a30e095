package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import viking.api.ApiScene.Told;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.JobState;

/** A host is emptied, and tells of each job that is left what becomes of it. */
class CordoningTest {
  private static final JobId HELLO = JobId.parse("adhoc.hello.1");

  private final ApiScene api = new ApiScene();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aHostIsEmptiedAndTellsWhatIsLeft() {
    JobId web = JobId.parse("shop.web.1.1");
    JobId data = JobId.parse("shop.db.1.1");
    JobId once = JobId.parse("shop.once.1.1");
    JobId ended = JobId.parse("shop.cron.cron.20260101-0300");
    api.write(
        hand -> {
          hand.host("h1");
          hand.host("h2");
          hand.proc(web, "{\"image\":\"web\",\"by\":\"schedule\"}");
          hand.proc(data, "{\"image\":\"db\",\"volume\":[\"/data\"],\"by\":\"schedule\"}");
          hand.proc(once, "{\"image\":\"x\",\"restart\":\"never\",\"by\":\"schedule\"}");
          hand.proc(HELLO, "{\"image\":\"hello\"}");
          List.of(web, data, once, HELLO).forEach(job -> hand.assign(job, "h1"));
          hand.proc(ended, "{\"image\":\"x\",\"restart\":\"never\",\"by\":\"schedule\"}");
          hand.tell(ended, hand.assign(ended, "h1"), "h1", JobState.FAILED, 1);
        });
    Told drain = api.ask("PUT", "/v1/hosts/h1/cordon", "{\"drain\":true,\"reason\":\"disk\"}");
    assertEquals("h1 takes no new jobs and is emptied: disk", drain.done());
    JsonNode left = api.get("/v1/hosts/h1/drain").json();
    assertTrue(left.get("drain").asBoolean());
    assertEquals(4, left.get("left").size(), "what has ended is not waited for");
    assertEquals("it is to move to h2", left.get("left").get(0).get("why").asText());
    assertEquals(
        "its volume is on this host: it goes where that goes, see 'viking volume ls'",
        left.get("left").get(1).get("why").asText());
    assertTrue(left.get("left").get(2).get("why").asText().startsWith("it runs to its end"));
    assertEquals("it is to move to h2", left.get("left").get(3).get("why").asText());
    api.write(hand -> hand.delete(Keys.host("h2")));
    String nowhere = api.get("/v1/hosts/h1/drain").json().get("left").get(3).get("why").asText();
    assertTrue(nowhere.startsWith("no other host takes it: "), nowhere);
    assertEquals(200, api.ask("PUT", "/v1/hosts/h1/cordon", "{\"drain\":false}").status());
    assertFalse(api.get("/v1/hosts/h1/drain").json().get("drain").asBoolean());
    assertEquals(400, api.ask("PUT", "/v1/hosts/h1/cordon", "{\"drain\":\"yes\"}").status());
  }
}
