package viking.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import viking.api.http.Limits;
import viking.core.store.Store;
import viking.core.store.testing.Eventually;
import viking.core.store.testing.MemoryEtcd;
import viking.leader.testing.Hand;

/** An API on a store in memory, and a client of it. */
final class ApiScene implements AutoCloseable {
  static final String TOKEN = "s3cret";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final MemoryEtcd etcd = new MemoryEtcd();
  final FakeHost host = new FakeHost("h1", "127.0.0.1");
  final Store store;
  final ApiServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ApiScene() {
    this(Limits.USUAL);
  }

  ApiScene(Limits limits) {
    this(limits, store -> store);
  }

  /** With a store of the test's own around the one in memory. */
  ApiScene(Limits limits, java.util.function.UnaryOperator<Store> around) {
    store = around.apply(etcd.connect());
    server = ApiServer.start(host, store, TOKEN, List.of("127.0.0.1"), 0, limits);
  }

  /** An answer: its status, and its body as JSON. */
  record Told(int status, JsonNode json, HttpResponse<String> response) {
    String error() {
      return json.path("error").asText();
    }

    String done() {
      return json.path("done").asText();
    }
  }

  /** Has hands write into the store. */
  void write(Consumer<Hand> hands) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    etcd.change(
        model -> {
          hands.accept(new Hand(model));
          written.complete(null);
        });
    Void unused = Eventually.get(written);
  }

  Told get(String path) {
    return ask("GET", path, "");
  }

  Told ask(String method, String path, String body) {
    return told(send(request(path).method(method, BodyPublishers.ofString(body)).build()));
  }

  HttpRequest.Builder request(String path) {
    return bare(path).header("Authorization", "Bearer " + TOKEN);
  }

  HttpRequest.Builder bare(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(60));
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  CompletableFuture<HttpResponse<String>> begin(HttpRequest request) {
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  static Told told(HttpResponse<String> response) {
    try {
      return new Told(response.statusCode(), MAPPER.readTree(response.body()), response);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + response.body(), e);
    }
  }

  @Override
  public void close() {
    server.close();
    store.close();
    etcd.close();
  }
}
