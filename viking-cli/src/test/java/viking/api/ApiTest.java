package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import viking.api.ApiScene.Told;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.JobState;

/** What is asked, and what is answered when all is well. */
class ApiTest {
  private static final JobId HELLO = JobId.parse("adhoc.hello.1");

  private final ApiScene api = new ApiScene();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void anybodyMayAskWhetherItIsThere() {
    HttpResponse<String> ping = api.send(api.bare("/v1/ping").build());
    assertEquals(200, ping.statusCode());
    assertEquals("{\"viking\":\"0.1.0\"}", ping.body().strip());
    assertEquals("application/json", ping.headers().firstValue("content-type").orElse(""));
  }

  @Test
  void healthTellsWhetherTheHostTakesPart() {
    assertEquals("{\"status\":\"ok\"}", api.send(api.bare("/health").build()).body().strip());
    api.host.report(new Report("c1", 7, true, false, "etcd has gone back"));
    HttpResponse<String> held = api.send(api.bare("/health").build());
    assertEquals(503, held.statusCode());
    assertEquals("{\"status\":\"held\",\"problem\":\"etcd has gone back\"}", held.body().strip());
    api.host.report(new Report("c1", 7, false, false, ""));
    assertEquals(503, api.send(api.bare("/health").build()).statusCode());
  }

  @Test
  void infoNeedsNoEtcd() {
    api.etcd.unavailable(true);
    Told told = api.get("/v1/info");
    assertEquals(200, told.status());
    assertEquals("h1", told.json().get("hostname").asText());
    assertEquals(List.of("ssd"), List.of(told.json().get("tags").get(0).asText()));
    assertEquals("10.0.0.5:2379", told.json().get("etcd").get(0).asText());
    assertTrue(told.json().get("uptimeSeconds").isIntegralNumber());
  }

  @Test
  void jobsAreListedAndFiltered() {
    api.write(
        hand -> {
          hand.host("h1");
          hand.proc(HELLO, "{\"image\":\"web\"}");
          hand.tell(HELLO, hand.assign(HELLO, "h1"), "h1", JobState.RUNNING, 0);
          hand.proc(JobId.parse("shop.db.1"), "{\"image\":\"db\"}");
        });
    JsonNode jobs = api.get("/v1/jobs").json().get("jobs");
    assertEquals(2, jobs.size());
    assertEquals("running", jobs.get(0).get("state").asText());
    JsonNode some = api.get("/v1/jobs?stack=shop&state=new").json().get("jobs");
    assertEquals(1, some.size());
    assertEquals("shop.db.1", some.get(0).get("id").asText());
    assertEquals(0, api.get("/v1/jobs?host=h2").json().get("jobs").size());
  }

  @Test
  void oneJobComesWithItsValue() {
    api.write(hand -> hand.proc(HELLO, "{\"image\":\"web\",\"run\":\"sleep 1\"}"));
    Told told = api.get("/v1/jobs/adhoc.hello.1");
    assertEquals("sleep 1", told.json().get("value").get("run").asText());
    Told none = api.get("/v1/jobs/adhoc.helo.1");
    assertEquals(404, none.status());
    assertEquals("there is no job 'adhoc.helo.1', did you mean 'adhoc.hello.1'?", none.error());
  }

  @Test
  void whyTellsOfAllHostsOrOfOne() {
    api.write(
        hand -> {
          hand.host("h1");
          hand.host("h2", "ssd");
          hand.proc(HELLO, "{\"image\":\"web\",\"filter\":[\"ssd\"]}");
        });
    JsonNode hosts = api.get("/v1/jobs/adhoc.hello.1/why").json().get("hosts");
    assertEquals(2, hosts.size());
    assertTrue(hosts.get(1).get("fits").asBoolean());
    assertEquals(1, api.get("/v1/jobs/adhoc.hello.1/why?host=h1").json().get("hosts").size());
    Told none = api.get("/v1/jobs/adhoc.hello.1/why?host=h3");
    assertEquals(404, none.status());
    assertEquals("there is no host 'h3', did you mean 'h1'?", none.error());
  }

  @Test
  void whoeverHasCordonedSeesItAtOnce() {
    api.write(hand -> hand.host("h2"));
    Told cordon = api.ask("PUT", "/v1/hosts/h2/cordon", "{\"reason\":\"new disk\"}");
    assertEquals("h2 takes no new jobs: new disk", cordon.done());
    JsonNode host = api.get("/v1/hosts").json().get("hosts").get(0);
    assertEquals("cordoned", host.get("state").asText());
    assertEquals("new disk", host.get("reason").asText());
    assertEquals("h2 takes new jobs again", api.ask("DELETE", "/v1/hosts/h2/cordon", "").done());
    assertEquals("h2 was not cordoned", api.ask("DELETE", "/v1/hosts/h2/cordon", "").done());
    assertEquals("ready", api.get("/v1/hosts").json().get("hosts").get(0).get("state").asText());
  }

  @Test
  void aCordonSaidAgainKeepsItsDrain() {
    api.write(
        hand -> {
          hand.host("h2");
          hand.put(Keys.cordon("h2"), "{\"drain\":true,\"reason\":\"old\"}");
        });
    assertEquals(200, api.ask("PUT", "/v1/hosts/h2/cordon", "").status());
    JsonNode host = api.get("/v1/hosts").json().get("hosts").get(0);
    assertEquals("", host.get("reason").asText());
    api.write(hand -> hand.delete(Keys.host("h2")));
    assertEquals(404, api.ask("PUT", "/v1/hosts/h2/cordon", "").status());
  }

  @Test
  void headIsGetWithoutABody() {
    HttpResponse<String> head =
        api.send(api.request("/v1/jobs").method("HEAD", BodyPublishers.noBody()).build());
    assertEquals(200, head.statusCode());
    assertEquals("", head.body());
    int length = api.get("/v1/jobs").response().body().length();
    assertEquals(length, head.headers().firstValueAsLong("content-length").orElse(0));
  }

  @Test
  void metricsTellOfTheHostAndItsJobs() {
    api.write(
        hand -> {
          hand.proc(HELLO, "{\"image\":\"web\"}");
          hand.tell(HELLO, hand.assign(HELLO, "h1"), "h1", JobState.RUNNING, 0);
          hand.assign(JobId.parse("adhoc.hello.2"), "h1");
        });
    assertEquals(200, api.get("/v1/jobs").status());
    String metrics = api.send(api.request("/metrics").build()).body();
    assertTrue(metrics.contains("viking_jobs{state=\"running\"} 1.0"), metrics);
    assertTrue(metrics.contains("viking_jobs{state=\"new\"} 1.0"), metrics);
    assertTrue(metrics.contains("viking_registered 1.0"), metrics);
    assertTrue(metrics.contains("viking_store_revision 7.0"), metrics);
    assertTrue(metrics.contains("jvm_memory_used_bytes"), metrics);
    assertTrue(
        metrics.contains(
            "viking_http_requests_seconds_count{method=\"GET\",route=\"/v1/jobs\",status=\"200\"} 1"),
        metrics);
    api.write(hand -> hand.delete(Keys.deploy("h1", HELLO)));
    String later = api.send(api.request("/metrics").build()).body();
    assertTrue(later.contains("viking_jobs{state=\"running\"} 0.0"), later);
  }

  @Test
  void volumesAreListed() {
    api.write(
        hand ->
            hand.put(
                Keys.fixed(HELLO.slotId()),
                "{\"host\":\"h9\",\"hostId\":\"id-h9\",\"made\":true}"));
    JsonNode volume = api.get("/v1/volumes").json().get("volumes").get(0);
    assertEquals("gone", volume.get("hostState").asText());
    assertEquals("1", volume.get("slot").asText());
  }
}
