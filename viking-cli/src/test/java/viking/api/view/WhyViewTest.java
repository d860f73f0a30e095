package viking.api.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.model.Health;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Status;

/** Why a job is where it is. */
class WhyViewTest {
  private static final JobId HELLO = JobId.parse("adhoc.hello.1");
  private static final JobId DB = JobId.parse("shop.db.1");
  private static final String WEB = "{\"image\":\"web\"}";
  private static final String DATA = "{\"image\":\"db\",\"volume\":[\"/data\"]}";

  private final Seen seen = new Seen();

  @BeforeEach
  void begin() {
    seen.leader("h1");
    seen.hand().host("h1");
    seen.hand().host("h2", "ssd");
  }

  @Test
  void aRunningJobsOwnRoomDoesNotCountAgainstIt() {
    seen.hand().proc(HELLO, "{\"image\":\"w\",\"resources\":{\"cpu\":\"4\"},\"filter\":[\"ssd\"]}");
    seen.hand().tell(HELLO, seen.hand().assign(HELLO, "h2"), "h2", JobState.RUNNING, 0);
    JsonNode why = seen.why(HELLO);
    assertEquals(
        "adhoc.hello.1 runs on h2, healthy. h2 fits: 0 of adhoc/hello there, 0% reserved.",
        why.get("summary").asText());
    assertFalse(why.get("hosts").get(0).get("fits").asBoolean());
    assertTrue(why.get("hosts").get(0).get("sentence").asText().contains("ssd"));
    assertTrue(why.get("hosts").get(1).get("fits").asBoolean());
    assertTrue(why.get("hosts").get(1).get("chosen").asBoolean());
  }

  @Test
  void aJobThatFindsNoPlaceSaysWhatIsMissing() {
    seen.hand().proc(HELLO, "{\"image\":\"web\",\"filter\":[\"gpu\"]}");
    assertEquals("adhoc.hello.1 waits: no host fits: tag 'gpu' missing.", seen.summary(HELLO));
  }

  @Test
  void aJobThatHasAPlaceIsAboutToGoThere() {
    seen.hand().proc(HELLO, "{\"image\":\"web\",\"filter\":[\"ssd\"]}");
    assertEquals("adhoc.hello.1 has a place on h2 and is about to go there.", seen.summary(HELLO));
    seen.hand().delete(Keys.leader());
    assertTrue(seen.summary(HELLO).endsWith("so nothing is placed or moved."));
  }

  @Test
  void whatIsNotKnownYetIsNotToldAsImpossible() {
    JobId gone = JobId.parse("adhoc.gone.1");
    seen.hand().proc(gone, WEB);
    seen.hand().assign(gone, "h2");
    seen.hand().delete(Keys.proc(gone));
    seen.hand().proc(HELLO, "{\"image\":\"web\",\"filter\":[\"ssd\"]}");
    assertEquals(
        "adhoc.hello.1 waits: h2 has room for it when what stops there is gone, perhaps.",
        seen.summary(HELLO));
  }

  @Test
  void aCrashingJobTellsHowOften() {
    seen.hand().proc(HELLO, WEB);
    long assignment = seen.hand().assign(HELLO, "h1");
    seen.hand()
        .status(
            HELLO,
            new Status(
                assignment,
                "h1",
                JobState.BACKOFF,
                Health.NONE,
                "c",
                "r",
                7,
                OptionalInt.of(3),
                "exit code 3",
                ""));
    seen.hand().counter("h1", HELLO, 7);
    assertEquals(
        "adhoc.hello.1 has failed on h1: exit code 3, 7 times in a row there; it is started again"
            + " after a pause. It has failed 5 times or more on h1, which is taken again only when"
            + " no other host fits.",
        seen.summary(HELLO));
  }

  @Test
  void aVolumeBindsItsJob() {
    seen.hand().proc(DB, DATA);
    pin("h7");
    assertEquals(
        "shop.db.1 is blocked: waits for host h7, which holds its volume. Its volume lives on h7.",
        seen.summary(DB));
    pin("h2");
    assertEquals(
        "shop.db.1 has a place on h2 and is about to go there. Its volume lives on h2.",
        seen.summary(DB));
  }

  @Test
  void aVolumesOccupantIsNamed() {
    JobId next = JobId.parse("shop.db.7.1");
    seen.hand().proc(DB, DATA);
    pin("h2");
    seen.hand().assign(DB, "h2");
    seen.hand().proc(next, DATA);
    assertEquals(
        "shop.db.7.1 waits until shop.db.1 has left the volume. Its volume lives on h2.",
        seen.summary(next));
  }

  @Test
  void lostHostsAreNamedToo() {
    seen.hand().proc(DB, DATA);
    pin("h3");
    seen.hand().assign(DB, "h3");
    assertEquals(
        "shop.db.1 is assigned to h3, which is lost: it waits for that host, which has its volume."
            + " Its volume lives on h3.",
        seen.summary(DB));
    JsonNode lost = seen.why(DB).get("hosts").get(2);
    assertEquals(
        "h3: lost: it has jobs, but does not announce itself", lost.get("sentence").asText());
    assertFalse(lost.get("fits").asBoolean());
    assertTrue(lost.get("chosen").asBoolean());
  }

  @Test
  void endsAreTold() {
    seen.hand().proc(HELLO, "{\"image\":\"web\",\"restart\":\"never\"}");
    long assignment = seen.hand().assign(HELLO, "h1");
    seen.hand().tell(HELLO, assignment, "h1", JobState.DONE, 1);
    assertEquals("adhoc.hello.1 is done and will not run again.", seen.summary(HELLO));
    seen.hand().say(HELLO, assignment, JobState.FAILED, 1, "host lost: h1");
    assertEquals("adhoc.hello.1 has failed for good: host lost: h1.", seen.summary(HELLO));
  }

  @Test
  void aWrongValueHasNoHosts() {
    seen.hand().proc(HELLO, "{\"imgae\":\"web\"}");
    JsonNode why = seen.why(HELLO);
    assertEquals(
        "adhoc.hello.1 cannot be run, its value is wrong: unknown field 'imgae', did you mean"
            + " 'image'?",
        why.get("summary").asText());
    assertEquals(0, why.get("hosts").size());
  }

  @Test
  void whatIsTakenAwayTellsWhoStillHasIt() {
    seen.hand().proc(HELLO, WEB);
    seen.hand().assign(HELLO, "h1");
    assertEquals(
        "adhoc.hello.1 is assigned to h1, which has not taken it yet.", seen.summary(HELLO));
    seen.hand().put(Keys.deploy("h1", HELLO), "stop");
    assertEquals("adhoc.hello.1 waits until h1 has stopped what ran before.", seen.summary(HELLO));
    seen.hand().delete(Keys.proc(HELLO));
    assertEquals(
        "adhoc.hello.1 is being taken away: h1 still has to stop it.", seen.summary(HELLO));
  }

  private void pin(String host) {
    seen.hand()
        .put(
            Keys.fixed(DB.slotId()),
            "{\"host\":\"" + host + "\",\"hostId\":\"id-" + host + "\",\"made\":true}");
  }
}
