package viking.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import viking.api.http.Answer;
import viking.api.http.Refusal;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.model.SlotId;

/** Passes an order on to the host that it is for, once. */
final class Forwarding implements AutoCloseable {
  /** What is passed on carries it, and is not passed on again. */
  static final String HEADER = "viking-forwarded";

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration DEADLINE = Duration.ofSeconds(8);

  /** Large volumes take their time; who asks would not wait much longer. */
  private static final Duration ERASING = Duration.ofSeconds(15);

  private static final int OK = 200;
  private static final int LARGEST = 65_536;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String token;
  private final IntSupplier port;
  private final HttpClient client;

  Forwarding(Vertx vertx, String token, IntSupplier port) {
    this.token = token;
    this.port = port;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) CONNECT.toMillis())
                .setKeepAlive(false)
                .setMaxHeaderSize(LARGEST));
  }

  CompletableFuture<Answer> retry(JobId id, Host host) {
    return order(HttpMethod.POST, "/v1/jobs/" + id + "/retry", host, DEADLINE)
        .thenApply(Answer::done);
  }

  /** What that host has done then, in its own words. */
  CompletableFuture<String> eraseVolumes(SlotId slot, Host host) {
    return order(HttpMethod.DELETE, "/v1/local/volumes/" + slot, host, ERASING);
  }

  private CompletableFuture<String> order(
      HttpMethod method, String path, Host host, Duration deadline) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setHost(host.address())
            .setPort(port.getAsInt())
            .setURI(path)
            .putHeader("Authorization", "Bearer " + token)
            .putHeader(HEADER, "1");
    Future<String> answer =
        client
            .request(options)
            .compose(request -> request.send())
            .compose(
                response -> response.body().map(body -> answer(host, response.statusCode(), body)));
    return answer
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> failed(host, failure));
  }

  @Override
  public void close() {
    Object unused = client.close();
  }

  private static String answer(Host host, int status, Buffer body) {
    String field = status == OK ? "done" : "error";
    String said = said(body, field);
    if (status == OK) {
      return said.isEmpty() ? host.name() + " has been told" : said;
    }
    throw new Refusal(
        status >= 400 && status < 600 && status != 401 ? status : 503,
        said.isEmpty() || status == 401
            ? host.name() + " refused (" + status + ")" + (said.isEmpty() ? "" : ": " + said)
            : said);
  }

  private static String said(Buffer body, String field) {
    try {
      JsonNode node = MAPPER.readTree(body.toString(UTF_8));
      return node.path(field).asText("");
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private String failed(Host host, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (failure instanceof Refusal refusal) {
      throw refusal;
    }
    if (cause instanceof Refusal refusal) {
      throw refusal;
    }
    throw Refusal.unavailable(
        host.name()
            + " ("
            + host.address()
            + " port "
            + port.getAsInt()
            + ") cannot be told: "
            + (cause instanceof java.util.concurrent.TimeoutException
                ? "it does not answer"
                : cause.getMessage()));
  }
}
