package viking.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import viking.api.http.Refusal;
import viking.core.model.BadInput;
import viking.core.store.testing.Eventually;

/** Clients that stop in the middle of a body or an answer, and handlers that fail there. */
class BrokenStreamsTest extends StreamsScene {
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
}
