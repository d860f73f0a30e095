package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import viking.api.ApiScene.Told;
import viking.core.key.Keys;
import viking.core.model.JobId;

/** A volume is given up, unless somebody still uses it. */
class ReleasingTest {
  private static final JobId DB = JobId.parse("shop.db.1");
  private static final String DATA = "{\"image\":\"db\",\"volume\":[\"/data\"]}";
  private static final String PIN = "{\"host\":\"h2\",\"hostId\":\"id-h2\",\"made\":true}";

  private final ApiScene api = new ApiScene();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aVolumeIsReleasedAndItsDataNamed() {
    api.write(
        hand -> {
          hand.proc(DB, DATA);
          hand.put(Keys.fixed(DB.slotId()), PIN);
        });
    assertEquals(
        "shop/db/1 is released: the next job of the slot starts with an empty volume on any host;"
            + " the data stays on h2 as docker volume viking.shop.db.1_data",
        release().done());
    assertEquals(0, api.get("/v1/volumes").json().get("volumes").size());
    assertEquals(404, release().status());
  }

  @Test
  void aVolumeWithoutAJobIsNamedByItsBeginning() {
    api.write(hand -> hand.put(Keys.fixed(DB.slotId()), PIN));
    assertTrue(release().done().endsWith("docker volumes whose names begin with viking.shop.db.1"));
  }

  @Test
  void aVolumeInUseIsKept() {
    api.write(
        hand -> {
          hand.host("h2");
          hand.proc(DB, DATA);
          hand.put(Keys.fixed(DB.slotId()), PIN);
          hand.assign(DB, "h2");
        });
    Told used = release();
    assertEquals(409, used.status());
    assertEquals(
        "shop.db.1 is still on h2 with this volume: stop it first, by deleting /proc/shop/db/1",
        used.error());
    api.write(hand -> hand.delete(Keys.host("h2")));
    assertEquals(
        "shop.db.1 is still on h2, which is lost. If that host will not come back: delete"
            + " /proc/shop/db/1, wait until the job is gone, release the volume, and put the job"
            + " again",
        release().error());
    assertEquals(1, api.get("/v1/volumes").json().get("volumes").size());
  }

  @Test
  void anotherReleaseOfTheSlotCountsAsItsUser() {
    JobId released = JobId.parse("shop.db.7.1");
    api.write(
        hand -> {
          hand.host("h2");
          hand.proc(released, DATA);
          hand.put(Keys.fixed(DB.slotId()), PIN);
          hand.assign(released, "h2");
        });
    assertTrue(release().error().startsWith("shop.db.7.1 is still on h2"));
  }

  @Test
  void whatTheScheduleWouldMakeAnewIsStoppedByScale() {
    JobId released = JobId.parse("shop.db.7.1");
    api.write(
        hand -> {
          hand.host("h2");
          hand.proc(released, DATA.replaceFirst("\\{", "{\"by\":\"schedule\","));
          hand.put(Keys.fixed(DB.slotId()), PIN);
          hand.assign(released, "h2");
        });
    assertEquals(
        "shop.db.7.1 is still on h2 with this volume: stop it first, by 'viking scale shop/db=0'",
        release().error());
    api.write(hand -> hand.delete(Keys.host("h2")));
    assertEquals(
        "shop.db.7.1 is still on h2, which is lost. If that host will not come back: 'viking scale"
            + " shop/db=0', wait until the job is gone, release the volume, and scale it back",
        release().error());
  }

  private Told release() {
    return api.ask("DELETE", "/v1/volumes/shop/db/1", "");
  }
}
