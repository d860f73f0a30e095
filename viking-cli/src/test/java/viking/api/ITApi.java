package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.store.EtcdConfig;
import viking.core.store.EtcdStore;
import viking.core.store.testing.EtcdMember;
import viking.core.store.testing.Eventually;
import viking.core.testing.Requires;
import viking.core.testing.Tool;

/** The API on a real etcd: what is put there is seen, and what goes away is told. */
@Requires({Tool.ETCD, Tool.ETCDCTL})
class ITApi {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void tellsWhatEtcdHoldsAndWhenItIsAway() {
    FakeHost host = new FakeHost("h1", "127.0.0.1");
    try (EtcdMember etcd = EtcdMember.start();
        EtcdStore store = new EtcdStore(EtcdConfig.of(etcd.endpoint()));
        ApiServer api = ApiServer.start(host, store, "t", List.of("127.0.0.1"), 0)) {
      etcd.ctl("put", "/cluster", "{\"id\":\"c1\",\"format\":1}");
      etcd.ctl("put", "/proc/adhoc/hello/1", "{\"image\":\"busybox\",\"run\":\"sleep 100\"}");
      etcd.ctl("put", "/host/h1", "{\"id\":\"i\",\"address\":\"127.0.0.1\",\"milliCpu\":1000}");
      JsonNode job = ask(api, "GET", "/v1/jobs", 200).get("jobs").get(0);
      assertEquals("sleep 100", job.get("run").asText());
      assertEquals("new", job.get("state").asText());
      assertTrue(
          ask(api, "GET", "/v1/jobs/adhoc.hello.1/why", 200)
              .get("summary")
              .asText()
              .startsWith("adhoc.hello.1 has a place on h1"));

      ask(api, "PUT", "/v1/hosts/h1/cordon", 200);
      assertTrue(etcd.ctl("get", "/cordon/h1").contains("\"by\":\"h1\""));
      ask(api, "DELETE", "/v1/hosts/h1/cordon", 200);

      host.report(new Report("c1", 500, true, false, "etcd has gone back"));
      ask(api, "POST", "/v1/accept", 200);
      assertEquals(1, host.accepted());
      assertEquals(1_501, ask(api, "GET", "/v1/jobs", 200).get("revision").asLong());

      etcd.kill();
      String error = ask(api, "GET", "/v1/jobs", 503).get("error").asText();
      assertTrue(error.startsWith("etcd does not answer (10.0.0.5:2379): "), error);
      ask(api, "GET", "/v1/info", 200);
      etcd.begin();
      Eventually.holds("etcd is found again", () -> tell(api, "GET", "/v1/jobs").status() == 200);
    }
  }

  private JsonNode ask(ApiServer api, String method, String path, int status) {
    ApiScene.Told told = tell(api, method, path);
    assertEquals(status, told.status(), () -> path + ": " + told.json());
    return told.json();
  }

  private ApiScene.Told tell(ApiServer api, String method, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
            .header("Authorization", "Bearer t")
            .method(method, BodyPublishers.noBody())
            .build();
    return ApiScene.told(Eventually.get(client.sendAsync(request, BodyHandlers.ofString())));
  }
}
