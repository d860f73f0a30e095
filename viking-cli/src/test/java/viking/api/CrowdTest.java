package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import viking.api.ApiScene.Told;
import viking.api.http.Limits;
import viking.core.model.JobId;
import viking.core.store.testing.Eventually;

/** Many who ask at once, and a store that says nothing. */
class CrowdTest {
  private static final String ASKING =
      "GET /v1/jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + ApiScene.TOKEN + "\r\n\r\n";

  @Test
  void whoAsksAtTheSameTimeSharesAReading() {
    CountedStore[] counted = new CountedStore[1];
    List<Wire> crowd = new ArrayList<>();
    try (ApiScene api = new ApiScene(Limits.USUAL, store -> counted[0] = new CountedStore(store))) {
      api.write(hand -> hand.proc(JobId.parse("adhoc.hello.1"), "{\"image\":\"web\"}"));
      counted[0].hold();
      for (int i = 0; i < 100; i++) {
        crowd.add(new Wire(api.server.port()).say(ASKING));
      }
      Eventually.holds("all are heard", () -> Connections.read(api.server.port()) >= 100);
      assertEquals(200, api.get("/v1/info").status(), "who was heard before this has asked");
      counted[0].release();
      for (Wire each : crowd) {
        assertEquals("HTTP/1.1 200 OK\r\n", each.until("\r\n"));
      }
      assertTrue(counted[0].readings() <= 2, () -> counted[0].readings() + " readings");
    } finally {
      crowd.forEach(Wire::close);
    }
  }

  @Test
  void aStoreThatIsAwayIsNamed() {
    try (ApiScene api = new ApiScene()) {
      api.etcd.unavailable(true);
      Told told = api.get("/v1/jobs");
      assertEquals(503, told.status());
      assertEquals(
          "etcd does not answer (10.0.0.5:2379): unavailable; containers keep running, this host"
              + " holds on",
          told.error());
      assertEquals(503, api.ask("PUT", "/v1/hosts/h1/cordon", "").status());
      api.etcd.unavailable(false);
      assertEquals(200, api.get("/v1/jobs").status());
    }
  }

  @Test
  void metricsAreToldWithoutAStoreButNotItsJobs() {
    try (ApiScene api = new ApiScene()) {
      api.etcd.unavailable(true);
      HttpResponse<String> metrics = api.send(api.request("/metrics").build());
      assertEquals(200, metrics.statusCode());
      assertTrue(metrics.body().contains("process_resident_memory_bytes"));
    }
  }

  @Test
  void anAnswerThatTakesTooLongIsGivenUpAndTheOthersAreNotHeldUp() {
    CountedStore[] counted = new CountedStore[1];
    Limits limits = new Limits(8, 1000, Duration.ofSeconds(60), Duration.ofMillis(200));
    try (ApiScene api = new ApiScene(limits, store -> counted[0] = new CountedStore(store))) {
      counted[0].hold();
      CompletableFuture<HttpResponse<String>> slow = api.begin(api.request("/v1/jobs").build());
      assertEquals(200, api.get("/v1/info").status());
      Told told = ApiScene.told(Eventually.get(slow));
      assertEquals(503, told.status());
      assertEquals("this took too long; ask again", told.error());
      counted[0].release();
      Eventually.holds("it is answered again", () -> api.get("/v1/jobs").status() == 200);
    }
  }
}
