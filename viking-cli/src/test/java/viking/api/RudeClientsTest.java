package viking.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import viking.api.http.Limits;
import viking.core.model.BadInput;
import viking.core.store.testing.Eventually;

/** Clients that are slow, silent, many, or speak something else; and ports that are taken. */
class RudeClientsTest {
  private static final Limits SHORT =
      new Limits(4, 1000, Duration.ofMillis(300), Duration.ofSeconds(10));
  private static final Limits CALM =
      new Limits(4, 1000, Duration.ofSeconds(60), Duration.ofSeconds(60));
  private static final Duration FAREWELL = Duration.ofSeconds(9);
  private static final String AUTH = "Authorization: Bearer " + ApiScene.TOKEN + "\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /v1/ping HTTP/1.1\r\nbad header\u0000: x\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      })
  void whatIsNotHttpIsToldSo(String bytes) {
    try (ApiScene api = new ApiScene(SHORT);
        Wire wire = new Wire(api.server.port())) {
      String answer = wire.say(bytes).rest();
      assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/\\d\\.\\d (400|501) .*"), answer);
      Eventually.holds("others are served", () -> serves(api, "/v1/info"));
    }
  }

  @Test
  void linesThatAreTooLongAreRefused() {
    try (ApiScene api = new ApiScene(CALM)) {
      String path = "/" + "x".repeat(9_000);
      for (String request :
          List.of(
              "GET " + path + " HTTP/1.1\r\n\r\n",
              "GET /v1/ping HTTP/1.1\r\nX: " + "x".repeat(17_000) + "\r\n\r\n")) {
        try (Wire wire = new Wire(api.server.port())) {
          String answer = wire.say(request).rest();
          assertTrue(answer.matches("(?s)HTTP/1\\.[01] 400 .*"), answer);
          assertTrue(answer.contains("longer than 8192 bytes"), answer);
        }
      }
    }
  }

  @Test
  void noiseHurtsNobody() {
    Random random = new Random(11);
    try (ApiScene api = new ApiScene(CALM)) {
      for (int i = 0; i < 200; i++) {
        byte[] noise = new byte[1 + random.nextInt(300)];
        random.nextBytes(noise);
        try (Wire wire = new Wire(api.server.port())) {
          wire.say(noise);
        }
      }
      Eventually.holds("others are served", () -> serves(api, "/v1/info"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET /v1/info HTTP/1.1\r\nHost: x\r\n",
        "PUT /v1/hosts/h1/cordon HTTP/1.1\r\n" + "Content-Length: 10\r\n\r\n{",
        "PUT /v1/hosts/h1/cordon HTTP/1.1\r\nAuthorization: Bearer s3cret\r\n"
            + "Content-Length: 10\r\n\r\n{",
      })
  void whoDoesNotFinishIsLetGo(String beginning) {
    try (ApiScene api = new ApiScene(SHORT);
        Wire wire = new Wire(api.server.port())) {
      wire.say(beginning).rest();
    }
  }

  @Test
  void whoTricklesIsLetGoToo() {
    try (ApiScene api = new ApiScene(SHORT);
        Wire wire = new Wire(api.server.port())) {
      wire.say("GET /v1/info HTTP/1.1\r\n");
      CompletableFuture<String> end = CompletableFuture.supplyAsync(wire::rest);
      Eventually.holds(
          "it is closed, though a byte comes every moment",
          () -> {
            try {
              wire.say("x");
            } catch (java.io.UncheckedIOException e) {
              return true;
            }
            return end.isDone();
          });
    }
  }

  @Test
  void theSilentMakeRoomForNewcomers() {
    List<Wire> silent = new ArrayList<>();
    try (ApiScene api = new ApiScene(CALM)) {
      for (int i = 0; i < 8; i++) {
        silent.add(new Wire(api.server.port()));
      }
      assertEquals("", silent.get(0).rest());
      assertEquals(200, api.get("/v1/info").status());
    } finally {
      silent.forEach(Wire::close);
    }
  }

  @Test
  void halfOfAConnectionIsEnoughToAnswer() {
    try (ApiScene api = new ApiScene(CALM);
        Wire wire = new Wire(api.server.port())) {
      wire.say("GET /v1/ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertTrue(wire.rest().startsWith("HTTP/1.1 200 OK"));
    }
  }

  @Test
  void questionsInARowAreAnsweredInARow() {
    try (ApiScene api = new ApiScene(CALM);
        Wire wire = new Wire(api.server.port())) {
      String ping = "GET /v1/ping HTTP/1.1\r\nHost: x\r\n\r\n";
      String missing = "GET /v1/nothing HTTP/1.1\r\nHost: x\r\n" + AUTH + "\r\n";
      wire.say(ping + missing + ping);
      String all = wire.until("0.1.0") + wire.until("no '/v1/nothing'") + wire.until("0.1.0");
      assertTrue(all.contains("HTTP/1.1 404"), all);
    }
  }

  @Test
  void whoAsksFirstWhetherToSendIsTold() {
    String head = "PUT /v1/hosts/h1/cordon HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n" + AUTH;
    try (ApiScene api = new ApiScene(CALM);
        Wire small = new Wire(api.server.port());
        Wire large = new Wire(api.server.port())) {
      api.write(hand -> hand.host("h1"));
      small.say(head + "Content-Length: 2\r\n\r\n").until("100 Continue\r\n\r\n");
      assertTrue(small.say("{}").until("\r\n").startsWith("HTTP/1.1 200"));
      large.say(head + "Content-Length: 2000\r\n\r\n");
      assertTrue(large.until("\r\n").startsWith("HTTP/1.1 413"));
    }
  }

  @Test
  void whoLeavesBeforeTheAnswerIsForgotten() {
    CountedStore[] counted = new CountedStore[1];
    try (ApiScene api = new ApiScene(CALM, store -> counted[0] = new CountedStore(store))) {
      counted[0].hold();
      for (int i = 0; i < 4; i++) {
        try (Wire wire = new Wire(api.server.port())) {
          wire.say("GET /v1/jobs HTTP/1.1\r\nHost: x\r\n" + AUTH + "\r\n");
          int come = i + 1;
          Eventually.holds("it has come", () -> counted[0].readings() >= Math.min(1, come));
        }
      }
      counted[0].release();
      Eventually.holds("all places are free", () -> serves(api, "/v1/jobs"));
    }
  }

  @Test
  void whatIsUnderWayIsAnsweredBeforeTheEnd() {
    CountedStore[] counted = new CountedStore[1];
    Limits limits = CALM.withFarewell(FAREWELL);
    try (ApiScene api = new ApiScene(limits, store -> counted[0] = new CountedStore(store))) {
      counted[0].hold();
      CompletableFuture<HttpResponse<String>> asked = api.begin(api.request("/v1/jobs").build());
      Eventually.holds("it has come", () -> counted[0].readings() == 1);
      CompletableFuture<Void> closed = CompletableFuture.runAsync(api.server::close);
      Eventually.holds("nobody new comes in", () -> isTurnedAway(api.server.port()));
      assertFalse(closed.isDone());
      counted[0].release();
      assertEquals(200, Eventually.get(asked).statusCode());
      Void unused = Eventually.get(closed);
    }
  }

  @Test
  void theEndWaitsForNobodySilent() {
    try (ApiScene api = new ApiScene(Limits.USUAL.withFarewell(FAREWELL));
        Wire wire = new Wire(api.server.port())) {
      wire.say("GET /v1/ping HTTP/1.1\r\nHost: x\r\n\r\n").until("0.1.0");
      long before = System.nanoTime();
      api.server.close();
      Duration took = Duration.ofNanos(System.nanoTime() - before);
      assertTrue(took.compareTo(FAREWELL) < 0, took::toString);
      assertEquals("", wire.rest().strip().replace("\"}", ""));
    }
  }

  @Test
  void aPortThatIsTakenIsNamedWithItsHolder() throws IOException {
    FakeHost host = new FakeHost("h1", "127.0.0.1");
    try (ApiScene api = new ApiScene();
        ServerSocket holder = new ServerSocket(0, 1, InetAddresses.forString("127.0.0.1"))) {
      int port = holder.getLocalPort();
      List<String> addresses = List.of("127.0.0.2", "127.0.0.1");
      BadInput problem =
          assertThrows(
              BadInput.class, () -> ApiServer.start(host, api.store, "t", addresses, port).close());
      String pid = "(pid " + ProcessHandle.current().pid() + ")";
      assertTrue(
          problem.getMessage().startsWith("port " + port + " on 127.0.0.1 is taken by "),
          problem::getMessage);
      assertTrue(problem.getMessage().contains(pid), problem::getMessage);
      assertTrue(isShut("127.0.0.2", port), "it listens on half of its addresses");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsNamed() {
    FakeHost host = new FakeHost("h1", "127.0.0.1");
    try (ApiScene api = new ApiScene()) {
      BadInput problem =
          assertThrows(
              BadInput.class,
              () -> ApiServer.start(host, api.store, "t", List.of("192.0.2.1"), 0).close());
      assertEquals(
          "192.0.2.1 is no address of this host; set 'external' to one that is",
          problem.getMessage());
      assertThrows(
          BadInput.class,
          () -> ApiServer.start(host, api.store, " ", List.of("127.0.0.1"), 0).close());
    }
  }

  /** Not at once where all places are taken by those who are about to go. */
  private static boolean serves(ApiScene api, String path) {
    try {
      return api.get(path).status() == 200;
    } catch (java.io.UncheckedIOException e) {
      return false;
    }
  }

  private static boolean isTurnedAway(int port) {
    try (Wire wire = new Wire(port)) {
      return wire.rest().isEmpty();
    }
  }

  private static boolean isShut(String address, int port) {
    try (Socket open = new Socket(InetAddresses.forString(address), port)) {
      return !open.isConnected();
    } catch (IOException e) {
      return true;
    }
  }
}
