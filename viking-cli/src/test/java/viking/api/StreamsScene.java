package viking.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import viking.api.http.Answer;
import viking.api.http.Door;
import viking.api.http.Limits;
import viking.api.http.Reply;
import viking.api.http.Request;
import viking.api.http.Route;
import viking.api.http.StreamHandler;
import viking.core.store.testing.Eventually;

/** A door with one route whose bodies and answers are streams. */
abstract class StreamsScene {
  private static final String TOKEN = "s3cret";
  static final String HEAD = "POST /s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer s3cret\r\n";
  private static final Duration AMPLE = Duration.ofSeconds(60);

  static final Limits LIMITS = new Limits(8, 1000, AMPLE, AMPLE, 2, AMPLE, Duration.ofSeconds(1));
  static final Limits IMPATIENT =
      new Limits(8, 1000, AMPLE, AMPLE, 2, Duration.ofMillis(200), Duration.ofSeconds(1));
  static final long HUGE = 200L << 20;

  private final Vertx vertx = Door.loop();
  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  Door door;

  @AfterEach
  void close() {
    door.close();
    Object unused = vertx.close();
  }

  interface Act {
    void run() throws Exception;
  }

  static String problem(Act act) {
    try {
      act.run();
      return "none";
    } catch (Exception e) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
  }

  void open(Limits limits, StreamHandler handler) {
    List<Route> routes =
        List.of(
            Route.stream("POST", "/s", handler, "how"),
            Route.stream("GET", "/s/tar", handler),
            Route.get("/v1/ping", StreamsScene::ping));
    door =
        Door.open(
            vertx, List.of("127.0.0.1"), 0, TOKEN, routes, (m, r, status, nanos) -> {}, limits);
  }

  private static CompletableFuture<Answer> ping(Request request) {
    return CompletableFuture.completedFuture(Answer.done("pong"));
  }

  static void say(Reply reply, String text) throws IOException {
    try (OutputStream out = reply.begin(200, "text/plain")) {
      out.write(text.getBytes(UTF_8));
    }
  }

  static long length(InputStream body) throws IOException {
    return body.transferTo(OutputStream.nullOutputStream());
  }

  HttpRequest post(long bytes) {
    return request().POST(zeros(bytes)).build();
  }

  static HttpRequest.BodyPublisher zeros(long bytes) {
    return bytes == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.ofInputStream(() -> new Zeros(bytes));
  }

  HttpRequest.Builder request() {
    return request("");
  }

  HttpRequest.Builder request(String more) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/s" + more))
        .header("Authorization", "Bearer " + TOKEN)
        .timeout(AMPLE);
  }

  HttpResponse<String> send(HttpRequest request) {
    return Eventually.get(begin(request));
  }

  CompletableFuture<HttpResponse<String>> begin(HttpRequest request) {
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  /** So many bytes of nothing. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long left) {
      this.left = left;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int n = (int) Math.min(left, length);
      left -= n;
      return n;
    }
  }
}
