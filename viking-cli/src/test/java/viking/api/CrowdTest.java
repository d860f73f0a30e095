package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import viking.api.ApiScene.Told;
import viking.api.http.Limits;
import viking.core.model.JobId;
import viking.core.store.testing.Eventually;

/** Many who ask at once, and a store that says nothing. */
class CrowdTest {
  @Test
  void whoAsksAtTheSameTimeSharesAReading() {
    CountedStore[] counted = new CountedStore[1];
    try (ApiScene api = new ApiScene(Limits.USUAL, store -> counted[0] = new CountedStore(store))) {
      api.write(hand -> hand.proc(JobId.parse("adhoc.hello.1"), "{\"image\":\"web\"}"));
      counted[0].hold();
      List<CompletableFuture<HttpResponse<String>>> crowd =
          IntStream.range(0, 100)
              .mapToObj(i -> api.begin(api.request("/v1/jobs").build()))
              .toList();
      Eventually.holds("a reading is under way", () -> counted[0].readings() == 1);
      Eventually.holds(
          "all have come",
          () ->
              Eventually.get(api.begin(api.request("/v1/info").build())).statusCode() == 200
                  && Connections.to(api.server.port()) >= 100);
      counted[0].release();
      for (CompletableFuture<HttpResponse<String>> each : crowd) {
        assertEquals(200, Eventually.get(each).statusCode());
      }
      assertTrue(counted[0].readings() <= 2, () -> counted[0].readings() + " readings");
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
    Limits limits = new Limits(8, 1000, Duration.ofSeconds(5), Duration.ofMillis(200));
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
