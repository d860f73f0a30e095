package viking.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import viking.api.http.Answer;
import viking.api.http.Door;
import viking.api.http.Limits;
import viking.api.http.Refusal;
import viking.api.http.Reply;
import viking.api.http.Request;
import viking.api.http.Route;
import viking.api.http.StreamHandler;
import viking.core.model.BadInput;
import viking.core.store.testing.Eventually;

/** Bodies and answers that are longer than memory, and clients that stop in the middle of them. */
class StreamsTest {
  private static final String TOKEN = "s3cret";
  private static final String HEAD =
      "POST /s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer s3cret\r\n";
  private static final Limits LIMITS =
      new Limits(8, 1000, Duration.ofSeconds(10), Duration.ofSeconds(10), 2, Duration.ofSeconds(9));
  private static final Limits IMPATIENT =
      new Limits(8, 1000, Duration.ofSeconds(9), Duration.ofSeconds(9), 2, Duration.ofMillis(200));
  private static final long HUGE = 200L << 20;

  private final Vertx vertx = Door.loop();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Door door;

  @AfterEach
  void close() {
    door.close();
    Object unused = vertx.close();
  }

  @Test
  void aBodyOfAnyLengthIsReadAsItComes() {
    open(LIMITS, (request, body, reply) -> say(reply, "read " + length(body)));
    assertEquals("read " + HUGE, send(post(HUGE)).body());
    assertEquals("read 0", send(post(0)).body());
    assertEquals("read 3", send(request().POST(BodyPublishers.ofString("abc")).build()).body());
  }

  @Test
  void anAnswerOfAnyLengthIsTakenAsItGoes() throws Exception {
    open(
        LIMITS,
        (request, body, reply) -> {
          try (OutputStream out = reply.begin(200, "application/x-tar")) {
            byte[] chunk = new byte[100_000];
            for (long sent = 0; sent < HUGE; sent += chunk.length) {
              out.write(chunk);
            }
          }
        });
    HttpResponse<InputStream> answer = client.send(post(0), BodyHandlers.ofInputStream());
    assertEquals("application/x-tar", answer.headers().firstValue("content-type").orElse(""));
    long rounded = (HUGE + 99_999) / 100_000 * 100_000;
    assertEquals(rounded, length(answer.body()));
  }

  @Test
  void linesArriveWhenTheyAreFlushed() {
    CountDownLatch read = new CountDownLatch(1);
    open(
        LIMITS,
        (request, body, reply) -> {
          OutputStream out = reply.begin(200, "application/x-ndjson");
          out.write("{\"event\":\"one\"}\n".getBytes(UTF_8));
          out.flush();
          read.await();
          out.write("{\"event\":\"two\"}\n".getBytes(UTF_8));
        });
    try (Wire wire = new Wire(door.port())) {
      String ask = HEAD + "Content-Length: 0\r\n\r\n";
      assertTrue(wire.say(ask).until("one\"}\n").contains("application/x-ndjson"));
      read.countDown();
      wire.until("two\"}\n\r\n0\r\n\r\n");
      // The connection is as good as before.
      wire.say(ask).until("two\"}\n\r\n0\r\n\r\n");
    }
  }

  @Test
  void whoReadsSlowlyHoldsUpTheWriterAndTheWriterTheSender() {
    AtomicLong read = new AtomicLong();
    AtomicLong written = new AtomicLong();
    CountDownLatch go = new CountDownLatch(1);
    open(
        LIMITS,
        (request, body, reply) -> {
          go.await();
          OutputStream out = reply.begin(200, "text/plain");
          byte[] chunk = new byte[8192];
          for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
            read.addAndGet(n);
            out.write(chunk, 0, n);
            written.addAndGet(n);
          }
        });
    AtomicLong sent = new AtomicLong();
    Wire wire = new Wire(door.port());
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(
            () -> {
              wire.say(HEAD + "Content-Length: " + HUGE + "\r\n\r\n");
              byte[] chunk = new byte[65_536];
              for (long i = 0; i < HUGE / chunk.length; i++) {
                wire.say(chunk);
                sent.addAndGet(chunk.length);
              }
            });
    Eventually.holds("the sender is held up", () -> isStill(sent));
    assertTrue(sent.get() < HUGE / 2, () -> sent + " bytes were taken in by nobody");
    assertEquals(0, read.get());
    go.countDown();
    Eventually.holds("it goes on", () -> read.get() > 0 && isStill(written));
    assertTrue(written.get() < HUGE / 2, () -> written + " bytes were taken by nobody");
    wire.close();
    assertThrows(AssertionError.class, () -> Eventually.get(sending));
  }

  @Test
  void theTokenIsAskedForBeforeAnything() {
    AtomicLong handled = new AtomicLong();
    open(LIMITS, (request, body, reply) -> handled.incrementAndGet());
    try (Wire wire = new Wire(door.port())) {
      wire.say("POST /s HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n");
      assertTrue(wire.until("no token").contains("HTTP/1.1 401"));
    }
    assertEquals(0, handled.get());
  }

  @Test
  void whatIsThrownBeforeTheAnswerIsTold() {
    open(
        LIMITS,
        (request, body, reply) -> {
          switch (request.parameter("how").orElse("")) {
            case "bad" -> throw new BadInput("'x' is no stack");
            case "refused" -> throw Refusal.conflict("not now");
            case "bug" -> throw new IOException("disk");
            default -> {
              // No answer at all.
            }
          }
        });
    HttpResponse<String> bad = send(request("?how=bad").POST(zeros(100_000)).build());
    assertEquals(400, bad.statusCode());
    assertEquals("{\"error\":\"'x' is no stack\"}", bad.body().strip());
    assertEquals(409, send(request("?how=refused").POST(zeros(10)).build()).statusCode());
    assertEquals(500, send(request("?how=bug").POST(zeros(10)).build()).statusCode());
    assertEquals(500, send(post(10)).statusCode());
    assertEquals(400, send(request("?hov=bad").POST(zeros(10)).build()).statusCode());
  }

  @Test
  void halfAnAnswerIsNotTakenForTheWhole() {
    open(
        LIMITS,
        (request, body, reply) -> {
          reply.begin(200, "text/plain").write(new byte[100_000]);
          throw new IllegalStateException("the disk is gone");
        });
    try (Wire wire = new Wire(door.port())) {
      String all = wire.say(HEAD + "Content-Length: 0\r\n\r\n").rest();
      assertFalse(all.endsWith("0\r\n\r\n"), "it looks whole");
    }
  }

  @Test
  void whoGoesAwayBreaksBothSidesAndNotTheHandler() {
    CompletableFuture<String> reading = new CompletableFuture<>();
    CompletableFuture<String> writing = new CompletableFuture<>();
    CompletableFuture<String> after = new CompletableFuture<>();
    open(
        LIMITS,
        (request, body, reply) -> {
          OutputStream out = reply.begin(200, "text/plain");
          out.flush();
          reading.complete(problem(() -> body.transferTo(OutputStream.nullOutputStream())));
          writing.complete(problem(() -> out.write(new byte[100_000])));
          after.complete("went on");
        });
    try (Wire wire = new Wire(door.port())) {
      wire.say(HEAD + "Content-Length: 100\r\n\r\nhalf of it").until("\r\n\r\n");
    }
    assertEquals("the client has gone", Eventually.get(reading));
    assertEquals("the client has gone", Eventually.get(writing));
    assertEquals("went on", Eventually.get(after));
  }

  @Test
  void whoFallsSilentInTheMiddleIsLetGo() {
    CompletableFuture<String> reading = new CompletableFuture<>();
    open(
        IMPATIENT,
        (request, body, reply) -> {
          reading.complete(problem(() -> body.transferTo(OutputStream.nullOutputStream())));
          throw new IOException("given up");
        });
    try (Wire wire = new Wire(door.port())) {
      wire.say(HEAD + "Content-Length: 100\r\n\r\nhalf of it").until("error in viking");
    }
    assertTrue(Eventually.get(reading).startsWith("the client has sent nothing for"));
  }

  @Test
  void whoTakesNothingIsLetGo() {
    CompletableFuture<String> writing = new CompletableFuture<>();
    open(
        IMPATIENT,
        (request, body, reply) -> {
          OutputStream out = reply.begin(200, "text/plain");
          writing.complete(
              problem(
                  () -> {
                    while (true) {
                      out.write(new byte[100_000]);
                    }
                  }));
        });
    try (Wire wire = new Wire(door.port())) {
      wire.say(HEAD + "Content-Length: 0\r\n\r\n");
      assertTrue(Eventually.get(writing).startsWith("the client has taken nothing for"));
    }
  }

  @Test
  void aHandlerMayBeSilentForLongerThanAClient() {
    CountDownLatch silence = new CountDownLatch(1);
    open(
        IMPATIENT,
        (request, body, reply) -> {
          OutputStream out = reply.begin(200, "text/plain");
          boolean unused = silence.await(3 * IMPATIENT.idle().toMillis(), TimeUnit.MILLISECONDS);
          out.write("at last".getBytes(UTF_8));
        });
    assertEquals("at last", send(post(0)).body());
  }

  @Test
  void asManyAsThereAreThreadsAreServed() {
    CountDownLatch go = new CountDownLatch(1);
    AtomicLong served = new AtomicLong();
    open(
        LIMITS,
        (request, body, reply) -> {
          served.incrementAndGet();
          go.await();
          say(reply, "done");
        });
    CompletableFuture<HttpResponse<String>> first = begin(post(0));
    CompletableFuture<HttpResponse<String>> second = begin(post(0));
    Eventually.holds("both are served", () -> served.get() == 2);
    HttpResponse<String> third = send(post(100_000));
    assertEquals(503, third.statusCode());
    assertTrue(third.body().contains("this host serves 2 deploys"), third::body);
    go.countDown();
    assertEquals("done", Eventually.get(first).body());
    assertEquals("done", Eventually.get(second).body());
    Eventually.holds("their places are free", () -> send(post(0)).statusCode() == 200);
  }

  @Test
  void whoAsksFirstWhetherToSendIsTold() {
    open(LIMITS, (request, body, reply) -> say(reply, "read " + length(body)));
    try (Wire wire = new Wire(door.port())) {
      wire.say(HEAD + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n").until("100 Continue");
      wire.say("abc").until("read 3");
    }
  }

  @Test
  void headIsTheAnswerWithoutItsBody() {
    CompletableFuture<String> writing = new CompletableFuture<>();
    open(
        LIMITS,
        (request, body, reply) -> {
          OutputStream out = reply.begin(200, "application/x-tar");
          writing.complete(problem(() -> out.write(new byte[100_000])));
        });
    HttpResponse<String> head =
        send(request("/tar").method("HEAD", BodyPublishers.noBody()).build());
    assertEquals(200, head.statusCode());
    assertEquals("application/x-tar", head.headers().firstValue("content-type").orElse(""));
    assertEquals("only the head was asked for", Eventually.get(writing));
  }

  @Test
  void theEndInterruptsWhatIsUnderWay() {
    CompletableFuture<String> ended = new CompletableFuture<>();
    CountDownLatch there = new CountDownLatch(1);
    open(
        LIMITS,
        (request, body, reply) -> {
          there.countDown();
          ended.complete(problem(() -> new CountDownLatch(1).await()));
        });
    CompletableFuture<HttpResponse<String>> unused = begin(post(0));
    Eventually.holds("it has come", () -> there.getCount() == 0);
    door.close();
    assertEquals("InterruptedException", Eventually.get(ended));
  }

  private interface Act {
    void run() throws Exception;
  }

  private static String problem(Act act) {
    try {
      act.run();
      return "none";
    } catch (Exception e) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
  }

  private static boolean isStill(AtomicLong count) {
    long before = count.get();
    for (int i = 0; i < 20; i++) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return before > 0 && before == count.get();
  }

  private void open(Limits limits, StreamHandler handler) {
    List<Route> routes =
        List.of(
            Route.stream("POST", "/s", handler, "how"),
            Route.stream("GET", "/s/tar", handler),
            Route.get("/v1/ping", StreamsTest::ping));
    door =
        Door.open(
            vertx, List.of("127.0.0.1"), 0, TOKEN, routes, (m, r, status, nanos) -> {}, limits);
  }

  private static CompletableFuture<Answer> ping(Request request) {
    return CompletableFuture.completedFuture(Answer.done("pong"));
  }

  private static void say(Reply reply, String text) throws IOException {
    try (OutputStream out = reply.begin(200, "text/plain")) {
      out.write(text.getBytes(UTF_8));
    }
  }

  private static long length(InputStream body) throws IOException {
    return body.transferTo(OutputStream.nullOutputStream());
  }

  private HttpRequest post(long bytes) {
    return request().POST(zeros(bytes)).build();
  }

  private static HttpRequest.BodyPublisher zeros(long bytes) {
    return bytes == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.ofInputStream(() -> new Zeros(bytes));
  }

  private HttpRequest.Builder request() {
    return request("");
  }

  private HttpRequest.Builder request(String more) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/s" + more))
        .header("Authorization", "Bearer " + TOKEN)
        .timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest request) {
    return Eventually.get(begin(request));
  }

  private CompletableFuture<HttpResponse<String>> begin(HttpRequest request) {
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
