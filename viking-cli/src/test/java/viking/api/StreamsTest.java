package viking.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import viking.core.store.testing.Eventually;

/** Bodies and answers that are longer than memory. */
class StreamsTest extends StreamsScene {
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

  private static boolean isStill(AtomicLong count) {
    long before = count.get();
    for (int i = 0; i < 20; i++) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return before > 0 && before == count.get();
  }
}
