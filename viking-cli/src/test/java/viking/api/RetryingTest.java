package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import viking.core.store.testing.Eventually;
import viking.leader.testing.Hand;

/** A job is told to be started again, wherever it is, or why it is not. */
class RetryingTest {
  private static final JobId HELLO = JobId.parse("adhoc.hello.1");
  private static final String WEB = "{\"image\":\"web\"}";

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

  private void crashing(Hand hand, String host) {
    hand.proc(HELLO, WEB);
    hand.tell(HELLO, hand.assign(HELLO, host), host, JobState.BACKOFF, 3);
  }

  private static Host at(String name, String address) {
    return new FakeHost(name, address).self();
  }

  private Told retry(JobId job) {
    return api.ask("POST", "/v1/jobs/" + job + "/retry", "");
  }

  private void assertRefused(String error) {
    Told told = retry(HELLO);
    assertEquals(error, told.error());
    assertEquals(409, told.status());
  }

  private Entry entry(String key) {
    return Eventually.get(api.store.read(List.of(Range.key(key)))).find(key).orElseThrow();
  }
}
