package viking.api.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request whose body and answer pass as they come. What is marked so runs on the handler's
 * thread, all else on the event loop.
 */
final class Streaming implements Reply {
  private static final Logger LOG = LoggerFactory.getLogger(Streaming.class);
  private static final String GONE = "the client has gone";
  private static final int BUFFER = 16_384;

  private final Desk desk;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final StreamHandler handler;
  private final String pattern;
  private final Request asked;
  private final long began;
  private final Context context = Vertx.currentContext();
  private final Inflow in;
  private final Outflow out;
  private Optional<OutputStream> body = Optional.empty();
  private volatile boolean gone;
  private long dropped;
  private boolean handled;
  private boolean heard;
  private boolean answered;

  Streaming(
      Desk desk,
      HttpServerRequest request,
      StreamHandler handler,
      String pattern,
      Request asked,
      long began) {
    this.desk = desk;
    this.request = request;
    this.response = request.response();
    this.handler = handler;
    this.pattern = pattern;
    this.asked = asked;
    this.began = began;
    this.in = new Inflow(() -> onLoop(this::takeOne), desk.limits().idle());
    this.out = new Outflow(chunk -> onLoop(() -> send(chunk)), desk.limits().idle());
  }

  void begin() {
    desk.streams().run(this::handle);
    request.pause();
    desk.guests().heard(request.connection());
    request.handler(this::arrived);
    request.endHandler(end -> ended());
    request.exceptionHandler(failure -> gone());
    response.exceptionHandler(failure -> gone());
    response.closeHandler(closed -> gone());
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      response.writeContinue();
    }
    request.fetch(Inflow.WINDOW);
  }

  /** On the handler's thread. */
  @Override
  public OutputStream begin(int status, String contentType) throws IOException {
    if (body.isPresent()) {
      throw new IllegalStateException("the answer has begun already");
    }
    OutputStream buffered = new BufferedOutputStream(out, BUFFER);
    body = Optional.of(buffered);
    onLoop(() -> head(status, contentType));
    if (asked("HEAD")) {
      out.broke("only the head was asked for");
    }
    return buffered;
  }

  /** On the handler's thread. */
  private void handle() {
    try {
      handler.handle(asked, in, this);
      OutputStream written =
          body.orElseThrow(() -> new IllegalStateException("there was no answer"));
      if (!asked("HEAD")) {
        written.flush();
        out.awaitAllSent();
      }
      onLoop(this::finish);
    } catch (Throwable e) {
      onLoop(() -> fail(e));
    } finally {
      in.close();
      onLoop(this::letGo);
    }
  }

  private boolean asked(String method) {
    return request.method().name().equals(method);
  }

  private void onLoop(Runnable step) {
    context.runOnContext(now -> step.run());
  }

  private void takeOne() {
    if (!gone && !heard && !handled) {
      request.fetch(1);
    }
  }

  private void arrived(Buffer chunk) {
    if (!handled) {
      in.arrived(chunk);
      return;
    }
    dropped += chunk.length();
    if (dropped > Limits.DRAINED) {
      cut();
    }
  }

  private void ended() {
    heard = true;
    in.ended();
    lookWhetherDone();
  }

  private void gone() {
    gone = true;
    out.broke(GONE);
    in.broke(GONE);
  }

  private void head(int status, String contentType) {
    if (gone) {
      return;
    }
    response.setStatusCode(status);
    response.putHeader("Content-Type", contentType);
    response.putHeader("Cache-Control", "no-store");
    if (asked("HEAD")) {
      end(Buffer.buffer(0));
    } else {
      response.setChunked(true);
      response.writeHead();
    }
    tell(status);
  }

  private void send(Buffer chunk) {
    if (gone) {
      return;
    }
    response
        .write(chunk)
        .onComplete(
            sent -> {
              if (sent.succeeded()) {
                out.sent(chunk.length());
              } else {
                gone();
              }
            });
  }

  private void finish() {
    if (!gone && !asked("HEAD")) {
      end(Buffer.buffer(0));
    }
  }

  private void fail(Throwable failure) {
    if (gone) {
      LOG.debug("{} {}: {}", request.method(), pattern, GONE, failure);
    } else if (body.isEmpty()) {
      Answer answer = Failures.answer(failure, request.method() + " " + pattern);
      response.setStatusCode(answer.status());
      response.putHeader("Content-Type", answer.type());
      response.putHeader("Cache-Control", "no-store");
      response.putHeader("Content-Length", Integer.toString(answer.body().length));
      answer.headers().forEach(response::putHeader);
      end(Buffer.buffer(answer.body()));
      tell(answer.status());
    } else if (!asked("HEAD")) {
      LOG.warn("the answer to {} {} is cut off", request.method(), pattern, failure);
      cut();
    }
  }

  private void end(Buffer last) {
    (asked("HEAD") || last.length() == 0 ? response.end() : response.end(last))
        .onComplete(
            sent -> {
              answered = sent.succeeded();
              lookWhetherDone();
            });
  }

  /** What is left of the body is taken in for a while, so that the client comes to read why. */
  private void letGo() {
    handled = true;
    if (!gone && !heard) {
      desk.guests().asked(request.connection());
      request.resume();
    }
  }

  private void lookWhetherDone() {
    if (heard && answered) {
      desk.guests().answered(request.connection());
    }
  }

  private void cut() {
    Object unused = request.connection().close();
  }

  private void tell(int status) {
    long nanos = System.nanoTime() - began;
    desk.tally().answered(request.method().name(), pattern, status, nanos);
  }
}
