package viking.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Speaks the contract of the API as far as a test has told it, and remembers what was asked. */
final class FakeApi implements AutoCloseable {
  static final String TOKEN = "sesame";

  /** One request as it came. */
  record Asked(String method, String path, String body) {}

  /** What to say; to a body that is refused unheard, before it has come. */
  private record Canned(int status, String body, boolean unheard) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Deque<Canned>> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();

  FakeApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
    on("GET /v1/ping", 200, "{\"viking\":\"" + Version.number() + "\"}");
  }

  /** What to say to a request such as {@code GET /v1/jobs?stack=a}. */
  FakeApi on(String request, int status, String body) {
    return answer(request, new Canned(status, body, false));
  }

  /** What to say the first time, the second time, and from the last on for ever. */
  FakeApi onEach(String request, String... bodies) {
    return answer(
        request,
        Arrays.stream(bodies)
            .map(body -> body.isEmpty() ? new Canned(404, "{\"error\":\"none\"}", false) : ok(body))
            .toArray(Canned[]::new));
  }

  /** Refuses without taking the body. */
  FakeApi refuses(String request, int status, String body) {
    return answer(request, new Canned(status, body, true));
  }

  private static Canned ok(String body) {
    return new Canned(200, body, false);
  }

  private FakeApi answer(String request, Canned... canned) {
    answers.put(request, new ArrayDeque<>(List.of(canned)));
    return this;
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  List<Asked> asked() {
    return asked;
  }

  /** What was sent with each request, byte by byte. */
  List<byte[]> bodies() {
    return bodies;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().toString();
    Canned answer =
        allowed(exchange, path)
            ? next(method + " " + path)
            : new Canned(401, "{\"error\":\"the token is wrong\"}", true);
    byte[] sent = new byte[0];
    if (!answer.unheard()) {
      sent = exchange.getRequestBody().readAllBytes();
    }
    asked.add(new Asked(method, path, new String(sent, UTF_8)));
    bodies.add(sent);
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Canned next(String request) {
    Deque<Canned> canned = answers.get(request);
    if (canned == null) {
      return new Canned(404, "{\"error\":\"there is no " + request + "\"}", false);
    }
    synchronized (canned) {
      return canned.size() > 1 ? canned.removeFirst() : canned.getFirst();
    }
  }

  private static boolean allowed(HttpExchange exchange, String path) {
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    return path.equals("/v1/ping") || ("Bearer " + TOKEN).equals(shown);
  }
}
