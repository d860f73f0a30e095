package viking.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks the contract of the API as far as a test has told it, and remembers what was asked. */
final class FakeApi implements AutoCloseable {
  static final String TOKEN = "sesame";

  /** One request as it came. */
  record Asked(String method, String path, String body) {}

  private record Canned(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Canned> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  FakeApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.start();
    on("GET /v1/ping", 200, "{\"viking\":\"" + Version.number() + "\"}");
  }

  /** What to say to a request such as {@code GET /v1/jobs?stack=a}. */
  FakeApi on(String request, int status, String body) {
    answers.put(request, new Canned(status, body));
    return this;
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  List<Asked> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().toString();
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    asked.add(new Asked(method, path, body));
    Canned answer =
        allowed(exchange, path)
            ? answers.getOrDefault(
                method + " " + path,
                new Canned(404, "{\"error\":\"there is no " + method + " " + path + "\"}"))
            : new Canned(401, "{\"error\":\"the token is wrong\"}");
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static boolean allowed(HttpExchange exchange, String path) {
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    return path.equals("/v1/ping") || ("Bearer " + TOKEN).equals(shown);
  }
}
