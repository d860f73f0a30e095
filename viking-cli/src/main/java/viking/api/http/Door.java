package viking.api.http;

import com.google.common.net.InetAddresses;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.core.model.BadInput;

/** Listens on some addresses, on one event loop, until closed. */
public final class Door implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MALFORMED = 400;

  private final Vertx vertx;
  private final List<HttpServer> servers = new ArrayList<>();
  private final Desk desk;
  private final Context loop;

  private Door(Vertx vertx, List<Route> routes, Token token, Tally tally, Limits limits) {
    this.vertx = vertx;
    this.desk =
        new Desk(
            new Routes(routes),
            token,
            limits,
            new Guests(vertx, limits),
            new Streams(limits.streams()),
            tally);
    this.loop = vertx.getOrCreateContext();
  }

  /** An event loop, and nothing else that could be left out. */
  public static Vertx loop() {
    System.setProperty("vertx.disableDnsResolver", "true");
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setPreferNativeTransport(false)
            .setUseDaemonThread(true)
            .setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1))
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  /** Opens on all addresses or none; port 0 is any free one, the same on all. */
  public static Door open(
      Vertx vertx,
      List<String> addresses,
      int port,
      String token,
      List<Route> routes,
      Tally tally,
      Limits limits) {
    Door door = new Door(vertx, routes, new Token(token), tally, limits);
    try {
      for (InetAddress address : distinct(addresses)) {
        door.listen(address, door.servers.isEmpty() ? port : door.port());
      }
      return door;
    } catch (RuntimeException e) {
      door.close();
      throw e;
    }
  }

  public int port() {
    return servers.get(0).actualPort();
  }

  /**
   * Whoever waits for an answer gets it, if it comes before the farewell is over. Streams are cut
   * off.
   */
  @Override
  public void close() {
    Promise<Void> left = Promise.promise();
    loop.runOnContext(now -> desk.guests().leave().onComplete(left));
    long farewell = desk.limits().farewell().toMillis();
    try {
      await(left.future().timeout(farewell, TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("not everybody could be answered before the end", e);
    }
    try {
      await(Future.join(servers.stream().map(HttpServer::close).toList()));
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("the API's port was not closed in order", e);
    }
    desk.streams().close();
  }

  private void listen(InetAddress address, int port) {
    String host = address.getHostAddress();
    HttpServer server =
        vertx
            .createHttpServer(options())
            .connectionHandler(desk.guests()::came)
            .invalidRequestHandler(this::refuseMalformed)
            .exceptionHandler(e -> LOG.debug("a connection to the API failed", e))
            .requestHandler(request -> new Exchange(desk, request).begin());
    try {
      await(server.listen(port, host));
      servers.add(server);
    } catch (ExecutionException | TimeoutException e) {
      throw new BadInput(Bound.problem(address, port, e), e);
    }
  }

  private static HttpServerOptions options() {
    HttpServerOptions options = new HttpServerOptions();
    options.setMaxInitialLineLength(Limits.LINE).setMaxHeaderSize(Limits.HEADERS);
    options.setHttp2ClearTextEnabled(false).setHandle100ContinueAutomatically(false);
    options.setReuseAddress(true);
    return options;
  }

  private void refuseMalformed(HttpServerRequest request) {
    Answer answer =
        Answer.error(
            MALFORMED,
            "this is not HTTP/1.1, or its first line is longer than "
                + Limits.LINE
                + " bytes, or its headers than "
                + Limits.HEADERS,
            Map.of());
    request
        .response()
        .setStatusCode(answer.status())
        .putHeader("Content-Type", answer.type())
        .putHeader("Connection", "close")
        .end(io.vertx.core.buffer.Buffer.buffer(answer.body()))
        .onComplete(sent -> request.connection().close());
    desk.tally().answered(request.method().name(), "", answer.status(), 0);
  }

  /** One of all addresses stands for the others. */
  private static Set<InetAddress> distinct(List<String> addresses) {
    Set<InetAddress> all = new LinkedHashSet<>();
    for (String address : addresses) {
      try {
        all.add(InetAddresses.forString(address));
      } catch (IllegalArgumentException e) {
        throw new BadInput("'" + address + "' is no address that the API could listen on", e);
      }
    }
    return all.stream().filter(InetAddress::isAnyLocalAddress).findFirst().map(Set::of).orElse(all);
  }

  private static <T> T await(Future<T> future) throws ExecutionException, TimeoutException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
