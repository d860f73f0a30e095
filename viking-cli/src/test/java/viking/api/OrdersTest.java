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
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.testing.Eventually;
import viking.leader.testing.Hand;

/** Retrying, releasing and accepting, and when they are refused. */
class OrdersTest {
  private static final JobId HELLO = JobId.parse("adhoc.hello.1");
  private static final JobId DB = JobId.parse("shop.db.1");
  private static final String WEB = "{\"image\":\"web\"}";
  private static final String DATA = "{\"image\":\"db\",\"volume\":[\"/data\"]}";
  private static final String PIN = "{\"host\":\"h2\",\"hostId\":\"id-h2\",\"made\":true}";

  private final ApiScene api = new ApiScene();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aJobHereIsRetriedByTheSlaveHere() {
    api.write(hand -> crashing(hand, "h1"));
    assertEquals("h1 starts adhoc.hello.1 again without waiting longer", retry(HELLO).done());
    assertEquals(List.of(HELLO), List.copyOf(api.host.retried));
  }

  @Test
  void aJobElsewhereIsRetriedThere() {
    FakeHost other = new FakeHost("h2", "127.0.0.2");
    try (ApiServer there =
        ApiServer.start(
            other, api.store, ApiScene.TOKEN, List.of("127.0.0.2"), api.server.port())) {
      assertEquals(api.server.port(), there.port());
      api.write(
          hand -> {
            hand.host(other.self());
            crashing(hand, "h2");
          });
      assertEquals("h2 starts adhoc.hello.1 again without waiting longer", retry(HELLO).done());
    }
    assertEquals(List.of(HELLO), List.copyOf(other.retried));
    assertEquals(List.of(), List.copyOf(api.host.retried));
  }

  @Test
  void whatWasForwardedGoesNoFurther() {
    api.write(
        hand -> {
          hand.host(at("h2", "127.0.0.1"));
          crashing(hand, "h2");
        });
    // The API at h2's address is h1's own, which would pass it on to itself for ever.
    Told told = retry(HELLO);
    assertEquals(503, told.status());
    assertEquals("adhoc.hello.1 is not on h1 but on h2 by now; ask again", told.error());
  }

  @Test
  void aHostThatCannotBeToldIsNamed() {
    api.write(
        hand -> {
          hand.host(at("h2", "127.0.0.3"));
          crashing(hand, "h2");
        });
    Told told = retry(HELLO);
    assertEquals(503, told.status());
    assertTrue(
        told.error().startsWith("h2 (127.0.0.3 port " + api.server.port() + ") cannot be told: "),
        told.error());
    api.write(hand -> hand.delete(Keys.host("h2")));
    assertEquals("h2, where adhoc.hello.1 is, is lost and cannot be told", retry(HELLO).error());
  }

  @Test
  void anEndedJobBeginsANewLife() {
    api.write(
        hand -> {
          hand.proc(HELLO, WEB);
          hand.tell(HELLO, hand.assign(HELLO, "h1"), "h1", JobState.FAILED, 1);
        });
    long before = entry(Keys.proc(HELLO)).modified();
    assertEquals(
        "adhoc.hello.1 begins anew: it is placed and run as if it had just been put",
        retry(HELLO).done());
    Entry after = entry(Keys.proc(HELLO));
    assertTrue(after.modified() > before);
    assertEquals(WEB, after.value());
    assertEquals("adhoc.hello.1 is new: nothing has failed yet", retry(HELLO).error());
  }

  @Test
  void whatHasNothingToRetryIsTold() {
    api.write(
        hand -> {
          hand.proc(HELLO, WEB);
          hand.say(HELLO, 0, JobState.WAITING, 0, "no hosts");
        });
    assertRefused(
        "adhoc.hello.1 waits for a place: no hosts; it is looked at again by itself, there is"
            + " nothing to retry");
    api.write(hand -> hand.tell(HELLO, hand.assign(HELLO, "h1"), "h1", JobState.RUNNING, 0));
    assertRefused("adhoc.hello.1 runs on h1; there is nothing to retry");
    api.write(hand -> hand.delete(Keys.proc(HELLO)));
    assertRefused("adhoc.hello.1 is being taken away; there is nothing to retry");
    api.write(hand -> hand.proc(HELLO, "{\"imgae\":\"web\"}"));
    assertRefused(
        "adhoc.hello.1 cannot be run: unknown field 'imgae', did you mean 'image'?; put a better"
            + " value");
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

  @Test
  void acceptingMovesTheStorePastAllThatWasSeen() {
    api.write(hand -> hand.put(Keys.cluster(), "{\"id\":\"c1\",\"format\":1}"));
    api.host.report(new Report("c1", 3_000, true, false, "etcd has gone back"));
    Told told = api.ask("POST", "/v1/accept", "");
    assertEquals(200, told.status());
    Snapshot now = read();
    assertEquals("{\"id\":\"c1\",\"format\":1}", now.find(Keys.cluster()).orElseThrow().value());
    assertEquals(4_001, now.revision());
    assertEquals("h1 takes etcd as it is, at revision 4001, and goes on", told.done());
    assertEquals(1, api.host.accepted());
    assertEquals(409, api.ask("POST", "/v1/accept", "").status());
  }

  @Test
  void aStoreWithoutAClusterIsAcceptedAsItIs() {
    api.host.report(new Report("c1", 3_000, true, false, "etcd is empty"));
    assertEquals(200, api.ask("POST", "/v1/accept", "").status());
    assertTrue(read().revision() < 3_000);
    assertEquals(1, api.host.accepted());
  }

  @Test
  void nothingIsAcceptedThatDoesNotAnswer() {
    api.host.report(new Report("c1", 3_000, true, false, "etcd is away"));
    api.etcd.unavailable(true);
    assertEquals(503, api.ask("POST", "/v1/accept", "").status());
    assertEquals(0, api.host.accepted());
  }

  private void crashing(Hand hand, String host) {
    hand.proc(HELLO, WEB);
    hand.tell(HELLO, hand.assign(HELLO, host), host, JobState.BACKOFF, 3);
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

  private static Host at(String name, String address) {
    return new FakeHost(name, address).self();
  }

  private Told retry(JobId job) {
    return api.ask("POST", "/v1/jobs/" + job + "/retry", "");
  }

  private Told release() {
    return api.ask("DELETE", "/v1/volumes/shop/db/1", "");
  }

  private void assertRefused(String error) {
    Told told = retry(HELLO);
    assertEquals(error, told.error());
    assertEquals(409, told.status());
  }

  private Snapshot read() {
    return Eventually.get(api.store.read(List.of(Range.prefix(Keys.everything()))));
  }

  private Entry entry(String key) {
    return read().find(key).orElseThrow();
  }
}
