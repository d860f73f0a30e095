package viking.api.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One request, from its head to its answer. Only on the event loop. */
final class Exchange {
  private static final int TOO_LARGE = 413;

  private final Desk desk;
  private final HttpServerRequest request;
  private final Context context = Vertx.currentContext();
  private final Buffer body = Buffer.buffer();
  private final long began = System.nanoTime();
  private String pattern = "";
  private long received;
  private boolean answered;

  Exchange(Desk desk, HttpServerRequest request) {
    this.desk = desk;
    this.request = request;
  }

  void begin() {
    desk.guests().asked(request.connection());
    request.exceptionHandler(gone -> answered = true);
    try {
      Target target = Target.parse(request.uri());
      Routes.Found found = admit(target);
      if (found.route().handler() instanceof StreamHandler handler) {
        Request asked = asked(target, found, Buffer.buffer(0));
        new Streaming(desk, request, handler, pattern, asked, began).begin();
      } else if (found.route().handler() instanceof Handler handler) {
        read(target, found, handler);
      }
    } catch (RuntimeException e) {
      refuse(e);
      drain();
    }
  }

  private Routes.Found admit(Target target) {
    String method = request.method().name();
    Optional<Routes.Found> open =
        desk.routes().of(target).stream()
            .filter(each -> each.route().open() && each.route().takes(method))
            .findFirst();
    if (open.isEmpty()) {
      desk.token().check(Optional.ofNullable(request.getHeader("Authorization")));
    }
    Routes.Found found = open.orElseGet(() -> desk.routes().pick(method, target));
    pattern = found.route().pattern();
    target.check(found.route().parameters());
    return found;
  }

  private void read(Target target, Routes.Found found, Handler handler) {
    refuseTooLarge(announced());
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    request.handler(
        chunk -> {
          received += chunk.length();
          if (answered) {
            dropIfEndless();
          } else if (received > desk.limits().body()) {
            refuse(tooLarge());
          } else {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(
        end -> {
          desk.guests().heard(request.connection());
          if (!answered) {
            ask(handler, asked(target, found, body));
          } else {
            desk.guests().answered(request.connection());
          }
        });
  }

  /** What was refused is taken in all the same, so that the client comes to read why. */
  private void drain() {
    request.handler(
        chunk -> {
          received += chunk.length();
          dropIfEndless();
        });
    request.endHandler(
        end -> {
          desk.guests().heard(request.connection());
          desk.guests().answered(request.connection());
        });
  }

  private void dropIfEndless() {
    if (received > Limits.DRAINED) {
      request.connection().close();
    }
  }

  private long announced() {
    String length = request.getHeader("Content-Length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      throw new Refusal(400, "Content-Length '" + length + "' is not a number");
    }
  }

  private void refuseTooLarge(long length) {
    if (length > desk.limits().body()) {
      throw tooLarge();
    }
  }

  private Refusal tooLarge() {
    return new Refusal(
        TOO_LARGE, "the body is larger than " + desk.limits().body() + " bytes, which is the most");
  }

  private Request asked(Target target, Routes.Found found, Buffer content) {
    Map<String, String> headers = new LinkedHashMap<>();
    request
        .headers()
        .forEach(each -> headers.put(each.getKey().toLowerCase(Locale.ROOT), each.getValue()));
    return new Request(
        request.uri(), found.variables(), target.query(), headers, content.getBytes());
  }

  private void ask(Handler handler, Request asked) {
    CompletableFuture<Answer> answer;
    try {
      answer = handler.answer(asked);
    } catch (RuntimeException e) {
      refuse(e);
      return;
    }
    // A copy: others may wait for the same answer, and with more patience.
    CompletableFuture<Answer> unused =
        answer
            .copy()
            .orTimeout(desk.limits().deadline().toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((given, failure) -> context.runOnContext(now -> end(given, failure)));
  }

  private void end(Answer given, Throwable failure) {
    if (failure == null) {
      send(given);
    } else {
      refuse(failure);
    }
  }

  private void refuse(Throwable failure) {
    send(Failures.answer(failure, request.method() + " " + pattern));
  }

  private void send(Answer answer) {
    if (answered) {
      return;
    }
    answered = true;
    HttpServerResponse response = request.response();
    response.setStatusCode(answer.status());
    response.putHeader("Content-Type", answer.type());
    response.putHeader("Cache-Control", "no-store");
    response.putHeader("Content-Length", Integer.toString(answer.body().length));
    answer.headers().forEach(response::putHeader);
    desk.guests().taking(request.connection(), answer.body().length);
    boolean head = request.method().name().equals("HEAD");
    (head ? response.end() : response.end(Buffer.buffer(answer.body())))
        .onComplete(sent -> desk.guests().answered(request.connection()));
    long nanos = System.nanoTime() - began;
    desk.tally().answered(request.method().name(), pattern, answer.status(), nanos);
  }
}
