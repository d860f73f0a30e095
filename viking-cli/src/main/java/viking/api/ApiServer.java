package viking.api;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.api.http.Door;
import viking.api.http.Limits;
import viking.api.http.Route;
import viking.api.image.ImageRoutes;
import viking.api.setting.SettingDesk;
import viking.api.stack.Arrivals;
import viking.api.stack.Ground;
import viking.api.stack.StackDesk;
import viking.api.view.JobFilter;
import viking.core.store.Store;

/** The HTTP API of a host process, from when it is started until it is closed. */
public final class ApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
  private static final long CLOSING_SECONDS = 2;

  private final Vertx vertx = Door.loop();
  private final Worker worker = new Worker("viking-api-worker");
  private final Measures measures;
  private final Door door;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ApiServer(
      LocalHost local, Store store, String token, List<String> addresses, int port, Limits limits) {
    this.measures = new Measures(local);
    try {
      this.door =
          Door.open(vertx, addresses, port, token, routes(local, store, token), measures, limits);
    } catch (RuntimeException e) {
      release();
      throw e;
    }
  }

  /**
   * Listens on all of the addresses, the same port everywhere.
   *
   * @param store another's to close
   * @param token what orders and questions must carry; all hosts of a cluster have the same
   */
  public static ApiServer start(
      LocalHost local, Store store, String token, List<String> addresses, int port) {
    return start(local, store, token, addresses, port, Limits.USUAL);
  }

  static ApiServer start(
      LocalHost local, Store store, String token, List<String> addresses, int port, Limits limits) {
    ApiServer server = new ApiServer(local, store, token, addresses, port, limits);
    LOG.info("the API listens: port={} addresses={}", server.port(), addresses);
    return server;
  }

  public int port() {
    return door.port();
  }

  /** Closing it twice is fine. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      door.close();
      release();
    }
  }

  private void release() {
    worker.close();
    measures.close();
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("the API's event loop did not end in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Route> routes(LocalHost local, Store store, String token) {
    long began = System.nanoTime();
    String self = local.self().name();
    Readings readings = new Readings(store, local.etcd(), worker);
    Committing committing = new Committing(store, readings);
    Information information =
        new Information(local, () -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    Looking looking = new Looking(readings);
    Cordoning cordoning = new Cordoning(readings, committing, self, Clock.systemUTC());
    Forwarding forwarding = new Forwarding(vertx, token, this::port);
    Retrying retrying = new Retrying(local, readings, committing, forwarding);
    Erasing erasing = new Erasing(local, readings, committing, forwarding);
    Measuring measuring = new Measuring(self, readings, measures, worker);
    List<Route> ofImages =
        local.workshop().map(shop -> ImageRoutes.of(shop, local::secretBox)).orElse(List.of());
    SettingDesk settings =
        new SettingDesk(store, local::secretBox, readings::silence, Clock.systemUTC(), worker);
    List<Route> own =
        List.of(
            Route.get("/health", information::health).opened(),
            Route.get("/v1/ping", information::ping).opened(),
            Route.get("/metrics", measuring::get),
            Route.get("/v1/info", information::info),
            Route.get("/v1/hosts", looking::hosts),
            Route.of("PUT", "/v1/hosts/{name}/cordon", cordoning::put),
            Route.of("DELETE", "/v1/hosts/{name}/cordon", cordoning::delete),
            Route.get("/v1/hosts/{name}/drain", cordoning::drain),
            Route.get("/v1/jobs", looking::jobs, JobFilter.PARAMETERS.toArray(String[]::new)),
            Route.get("/v1/jobs/{id}", looking::job),
            Route.get("/v1/jobs/{id}/why", looking::why, "host"),
            Route.of("POST", "/v1/jobs/{id}/retry", retrying::post),
            Route.get("/v1/volumes", looking::volumes),
            Route.of(
                "DELETE",
                "/v1/volumes/{stack}/{node}/{slot}",
                new Releasing(readings, committing)::delete),
            Route.of("DELETE", "/v1/volumes/{stack}/{node}/{slot}/data", erasing::delete),
            Route.stream("DELETE", "/v1/local/volumes/{stack}/{node}/{slot}", erasing::here),
            Route.of("POST", "/v1/accept", new Accepting(local, store, readings)::post));
    Ground ground =
        new Ground(
            store,
            () -> readings.now(Reading::state),
            readings::silence,
            worker,
            Clock.systemUTC());
    Arrivals arrivals = Arrivals.in(local.arrivals(), local.uploadLimit());
    StackDesk stacks = new StackDesk(ground, arrivals, local.building());
    return Stream.of(own, settings.routes(), ofImages, stacks.routes())
        .flatMap(List::stream)
        .toList();
  }
}
