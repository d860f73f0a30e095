package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.api.ApiScene.Told;
import viking.api.http.Limits;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.SlotId;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.testing.Eventually;
import viking.slave.container.Label;

/** A slot's data is deleted where it is, and the slot let go of then and only then. */
class ErasingTest {
  private static final JobId DB = JobId.parse("shop.db.1.1");
  private static final SlotId SLOT = DB.slotId();
  private static final String DATA = "{\"image\":\"db\",\"volume\":[\"/data\"]}";
  private static final String VOLUME = "viking.shop.db.1_data";

  private final CountedStore[] stores = new CountedStore[1];
  private final ApiScene api =
      new ApiScene(Limits.USUAL, store -> stores[0] = new CountedStore(store));
  private final FakeHost other = new FakeHost("h2", "127.0.0.2");
  private ApiServer there;

  @BeforeEach
  void haveTwoHosts() {
    there =
        ApiServer.start(other, api.store, ApiScene.TOKEN, List.of("127.0.0.2"), api.server.port());
    api.write(
        hand -> {
          hand.host(api.host.self());
          hand.host(other.self());
          hand.put(Keys.fixed(SLOT), "{\"host\":\"h2\",\"hostId\":\"id-h2\",\"made\":true}");
        });
    other.volumes.add(VOLUME, Label.ofVolume("c1", SLOT));
  }

  @AfterEach
  void close() {
    there.close();
    api.close();
  }

  @Test
  void theDataGoesOnTheHostThatHasItAndTheSlotIsFree() {
    api.host.volumes.add(VOLUME, Label.ofVolume("c1", SLOT));
    other.volumes.add("viking.shop.db.1_log", Label.ofVolume("c1", SLOT));
    assertEquals(
        "the data of shop/db/1 on h2 is deleted: docker volume viking.shop.db.1_data,"
            + " viking.shop.db.1_log",
        erase().done());
    assertEquals(List.of(), other.volumes.names());
    assertEquals(List.of(VOLUME), api.host.volumes.names());
    assertEquals(0, pins());
    assertEquals("no volume of 'shop/db/1' is kept", erase().error());
  }

  @Test
  void itsOwnDataAHostDeletesAsWell() {
    api.write(
        hand -> hand.put(Keys.fixed(SLOT), "{\"host\":\"h1\",\"hostId\":\"id-h1\",\"made\":true}"));
    api.host.volumes.add(VOLUME, Label.ofVolume("c1", SLOT));
    assertEquals(200, erase().status());
    assertEquals(List.of(), api.host.volumes.names());
    assertEquals(0, pins());
  }

  @Test
  void onlyVolumesOfThatSlotOfThisClusterGo() {
    other.volumes.add("a", Label.ofVolume("c2", SLOT));
    other.volumes.add("b", Label.ofVolume("c1", new SlotId("shop", "db", "11")));
    other.volumes.add("c", Map.of());
    assertEquals(200, erase().status());
    assertEquals(List.of("a", "b", "c"), other.volumes.names());
  }

  @Test
  void whereThereIsNoDataTheSlotIsFreeAllTheSame() {
    assertEquals(200, erase().status());
    api.write(
        hand -> hand.put(Keys.fixed(SLOT), "{\"host\":\"h2\",\"hostId\":\"id-h2\",\"made\":true}"));
    assertEquals("there is no data of shop/db/1 on h2", erase().done());
    assertEquals(0, pins());
  }

  @Test
  void whatIsToRunOrStillIsThereKeepsItsData() {
    api.write(hand -> hand.proc(DB, DATA));
    assertEquals("shop.db.1.1 is to run with this volume: stop it first", refused(409));
    api.write(
        hand -> {
          hand.assign(DB, "h2");
          hand.delete(Keys.proc(DB));
        });
    assertTrue(refused(409).startsWith("shop.db.1.1 is still on h2 with this volume"));
    assertEquals(List.of(VOLUME), other.volumes.names());
  }

  /** An assignment puts the pin anew as it was: its job must not look for what is gone. */
  @Test
  void aJobThatComesMeanwhileMissesNothing() {
    other.volumes.meanwhile(
        () -> {
          String pin = pin();
          api.write(
              hand -> {
                hand.proc(JobId.parse("shop.db.2.1"), DATA);
                hand.put(Keys.fixed(SLOT), pin);
              });
        });
    assertEquals(
        "the data of shop/db/1 on h2 is deleted: docker volume viking.shop.db.1_data; but its slot"
            + " has changed meanwhile; look and ask again",
        refused(409));
    assertEquals(List.of(), other.volumes.names());
    assertEquals("{\"host\":\"h2\",\"hostId\":\"id-h2\",\"made\":false}", pin());
  }

  @Test
  void aSlotThatIsTakenBeforeLosesNothing() {
    stores[0].meanwhile(
        () -> {
          String pin = pin();
          api.write(hand -> hand.put(Keys.fixed(SLOT), pin));
        });
    assertEquals("the volume of shop/db/1 has changed meanwhile; look and ask again", refused(409));
    assertEquals(List.of(VOLUME), other.volumes.names());
  }

  @Test
  void aHostThatIsNotThereKeepsItsPin() {
    api.write(hand -> hand.delete(Keys.host("h2")));
    assertEquals("h2, which has the data of shop/db/1, is not there", refused(503));
    api.write(hand -> hand.host(other.self()));
    there.close();
    assertTrue(refused(503).startsWith("h2 (127.0.0.2 port "));
  }

  @Test
  void aNamesakeOfTheHostIsNotAsked() {
    api.write(
        hand ->
            hand.put(Keys.fixed(SLOT), "{\"host\":\"h2\",\"hostId\":\"before\",\"made\":true}"));
    assertEquals(
        "h2 is another machine by now than the one with the data of shop/db/1", refused(409));
    assertEquals(List.of(VOLUME), other.volumes.names());
  }

  @Test
  void whatTheEngineSaysIsHandedOn() {
    other.volumes.failing("removing volume " + VOLUME + " failed: volume is in use");
    assertEquals(
        "h2: removing volume viking.shop.db.1_data failed: volume is in use", refused(409));
  }

  @Test
  void aHostWithoutAClusterDeletesNothing() {
    other.report(new Report("", 0, false, false, ""));
    assertEquals("h2 has not found its cluster yet; ask again", refused(503));
    assertEquals(List.of(VOLUME), other.volumes.names());
  }

  private Told erase() {
    return api.ask("DELETE", "/v1/volumes/shop/db/1/data", "");
  }

  /** And the slot stays bound. */
  private String refused(int status) {
    Told told = erase();
    assertEquals(status, told.status(), told.error());
    assertEquals(1, pins());
    return told.error();
  }

  private int pins() {
    return fixed().size();
  }

  private String pin() {
    return fixed().get(0).value();
  }

  private List<Entry> fixed() {
    return Eventually.get(api.store.read(List.of(Range.prefix("/fixed/")))).entries();
  }
}
