package viking.slave.container.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.model.HealthCheck;

/**
 * On an engine that has too much to do: it begins with commands late, and hears late of their end.
 */
class CommandCheckTest {
  /** What stands in the control groups of every process. */
  private static final String CONTAINER = ":";

  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger looks = new AtomicInteger();
  private final Patience patience = new Patience();
  private HttpServer engine;
  private Clients clients;
  private Process command;

  /** What an inspection shows at the first look, the second, and so on. */
  private volatile IntFunction<String> told;

  @BeforeEach
  void begin() throws IOException {
    command = new ProcessBuilder("sleep", "1000").start();
    engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    engine.setExecutor(threads);
    engine.createContext("/", this::serve);
    engine.start();
    clients =
        Clients.of(
            URI.create("tcp://127.0.0.1:" + engine.getAddress().getPort()), Duration.ofSeconds(60));
  }

  @AfterEach
  void end() {
    over.countDown();
    command.destroyForcibly();
    patience.close();
    clients.close();
    engine.stop(0);
    threads.shutdownNow();
  }

  @Test
  void whatBeginsWhenItsTimeIsOverIsKilledAllTheSame() throws InterruptedException {
    told = look -> look > 2 ? "\"Running\":true,\"Pid\":" + command.pid() : "\"Pid\":0";
    String wrong = check(1).orElseThrow();
    assertTrue(wrong.startsWith("the command was not done within 1"), wrong);
    assertTrue(looks.get() > 2, "it had begun at the first look");
    assertEquals(128 + 9, command.waitFor());
  }

  @Test
  void anEndIsWaitedForThatTheEngineHasNotHeardOf() {
    over.countDown();
    told = look -> look > 2 ? "\"Running\":false,\"ExitCode\":0" : "\"Running\":true,\"Pid\":7";
    assertEquals(Optional.empty(), check(60));
  }

  /** What is wrong with a command that may take so many seconds. */
  private Optional<String> check(int seconds) {
    HealthCheck check =
        new HealthCheck(
            HealthCheck.Kind.COMMAND,
            "",
            List.of("sleep", "1000"),
            OptionalInt.empty(),
            Duration.ofSeconds(60),
            Duration.ofSeconds(seconds),
            1,
            Duration.ZERO);
    return new CommandCheck(clients, patience, Duration.ofSeconds(60)).run(CONTAINER, check);
  }

  private void serve(HttpExchange call) throws IOException {
    String path = call.getRequestURI().getPath();
    call.getRequestBody().readAllBytes();
    if (path.endsWith("/start")) {
      call.sendResponseHeaders(200, 0);
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      call.close();
      return;
    }
    boolean creation = path.endsWith("/exec");
    String answer =
        creation
            ? "{\"Id\":\"e1\"}"
            : "{\"ID\":\"e1\"," + told.apply(looks.incrementAndGet()) + "}";
    byte[] body = answer.getBytes(UTF_8);
    call.getResponseHeaders().add("Content-Type", "application/json");
    call.sendResponseHeaders(creation ? 201 : 200, body.length);
    call.getResponseBody().write(body);
    call.close();
  }
}
