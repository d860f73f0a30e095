package viking.api.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.leader.testing.Hand;

/** What is told of hosts and of the volumes on them. */
class HostsViewTest {
  private static final JobId HELLO = JobId.parse("adhoc.hello.1");
  private static final JobId DB = JobId.parse("shop.db.7.2");

  private final Seen seen = new Seen();

  @Test
  void hostsComeByNameWithWhatIsReserved() {
    seen.hand().host("h2");
    seen.hand().host("h1", "ssd");
    seen.leader("h1");
    seen.hand().proc(HELLO, "{\"image\":\"w\",\"resources\":{\"cpu\":\"0.5\",\"memory\":\"1m\"}}");
    seen.hand().assign(HELLO, "h1");
    JsonNode hosts = seen.hosts();
    assertEquals("h1", hosts.get("leader").asText());
    assertEquals(2, hosts.get("hosts").size());
    assertEquals(
        "{\"name\":\"h1\",\"id\":\"id-h1\",\"address\":\"10.0.0.1\",\"tags\":[\"ssd\"],"
            + "\"cpu\":4000,\"memory\":8589934592,\"disk\":0,\"engine\":\"engine\","
            + "\"version\":\"viking\",\"state\":\"ready\",\"reason\":\"\",\"leader\":true,"
            + "\"jobs\":1,\"reserved\":{\"cpu\":500,\"memory\":1048576}}",
        hosts.get("hosts").get(0).toString());
  }

  @Test
  void aHostTellsWhyItTakesNothing() {
    seen.hand().host(Hand.machine("h1").restartingNow());
    seen.hand().host("h2");
    seen.hand().put(Keys.cordon("h2"), "");
    seen.hand().proc(HELLO, "{\"image\":\"web\"}");
    seen.hand().assign(HELLO, "h3");
    JsonNode hosts = seen.hosts().get("hosts");
    assertEquals("restarting", hosts.get(0).get("state").asText());
    assertEquals("cordoned", hosts.get(1).get("state").asText());
    assertEquals("lost", hosts.get(2).get("state").asText());
    assertEquals("h3", hosts.get(2).get("name").asText());
    assertEquals(1, hosts.get(2).get("jobs").asInt());
    assertFalse(hosts.get(2).get("leader").asBoolean());
  }

  @Test
  void whatHasEndedForGoodIsNoJobOfAHost() {
    seen.hand().host("h1");
    seen.hand().proc(HELLO, "{\"image\":\"web\",\"restart\":\"never\"}");
    long assignment = seen.hand().assign(HELLO, "h1");
    seen.hand().tell(HELLO, assignment, "h1", JobState.RUNNING, 1);
    assertEquals(1, seen.hosts().get("hosts").get(0).get("jobs").asInt());
    seen.hand().tell(HELLO, assignment, "h1", JobState.DONE, 1);
    assertEquals(0, seen.hosts().get("hosts").get(0).get("jobs").asInt());
  }

  @Test
  void aVolumeTellsItsHostAndItsJob() {
    seen.hand().host("h1");
    pin("h1", "id-h1");
    seen.hand().proc(DB, "{\"image\":\"db\",\"volume\":[\"/data\"]}");
    seen.hand().proc(JobId.parse("shop.db.6.2"), "{\"image\":\"db\",\"volume\":[\"/data\"]}");
    seen.hand().assign(DB, "h1");
    assertEquals(
        "{\"stack\":\"shop\",\"node\":\"db\",\"slot\":\"2\",\"host\":\"h1\",\"made\":true,"
            + "\"hostState\":\"ready\",\"job\":\"shop.db.7.2\",\"jobState\":\"new\"}",
        seen.volumes().get("volumes").get(0).toString());
  }

  @Test
  void aVolumeTellsWhatHasBecomeOfItsHost() {
    pin("h1", "id-h1");
    assertEquals("gone", hostState());
    seen.hand().proc(DB, "{\"image\":\"db\",\"volume\":[\"/data\"]}");
    seen.hand().assign(DB, "h1");
    assertEquals("lost", hostState());
    seen.hand().host("h1");
    assertEquals("ready", hostState());
    pin("h1", "id-of-a-former-h1");
    assertEquals("other", hostState());
    assertTrue(seen.volumes().get("revision").asLong() > 0);
  }

  private void pin(String host, String id) {
    seen.hand()
        .put(
            Keys.fixed(DB.slotId()),
            "{\"host\":\"" + host + "\",\"hostId\":\"" + id + "\",\"made\":true}");
  }

  private String hostState() {
    return seen.volumes().get("volumes").get(0).get("hostState").asText();
  }
}
