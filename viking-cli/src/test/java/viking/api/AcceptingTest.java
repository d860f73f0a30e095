package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import viking.api.ApiScene.Told;
import viking.core.key.Keys;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.testing.Eventually;

/** An operator takes etcd as it is. */
class AcceptingTest {
  private final ApiScene api = new ApiScene();

  @AfterEach
  void close() {
    api.close();
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

  private Snapshot read() {
    return Eventually.get(api.store.read(List.of(Range.prefix(Keys.everything()))));
  }
}
