package viking.api.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.model.JobId;

/** What a host that is being emptied waits for, while others are still stopping something. */
class DrainViewTest {
  private static final JobId WEB = JobId.parse("shop.web.4.4");
  private static final JobId GONE = JobId.parse("shop.web.3.1");
  private static final String VALUE = "{\"image\":\"web\",\"filter\":[\"ssd\"]}";

  private final Seen seen = new Seen();

  @BeforeEach
  void begin() {
    seen.leader("h1");
    seen.hand().host("h1", "ssd");
    seen.hand().host("h2", "ssd");
    seen.hand().proc(WEB, VALUE);
    seen.hand().assign(WEB, "h2");
    seen.hand().put(Keys.cordon("h2"), "{\"drain\":true}");
    seen.hand().proc(GONE, VALUE);
    seen.hand().assign(GONE, "h1");
    seen.hand().delete(Keys.proc(GONE));
  }

  @Test
  void whatIsOnlyNotKnownYetIsNotToldAsImpossible() {
    assertEquals("it is to move to h1, if there is room when what stops there is gone", why());
    seen.hand().delete(Keys.deploy("h1", GONE));
    assertEquals("it is to move to h1", why());
  }

  @Test
  void whatIsInTheWayBesidesIsTold() {
    seen.hand().host("h1");
    assertEquals(
        "no other host takes it: no host fits: tag 'ssd' missing, or cordoned or restarting",
        why());
  }

  private String why() {
    return seen.drain("h2").get("left").get(0).get("why").asText();
  }
}
