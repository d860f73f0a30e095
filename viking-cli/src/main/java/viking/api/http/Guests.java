package viking.api.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The connections, so many at most, each with a time by which its client must have said what it
 * wants. Only on the event loop.
 */
final class Guests {
  private final Vertx vertx;
  private final Limits limits;

  /** Those of whom something is expected, by when they began to be, with their timers. */
  private final Map<HttpConnection, Long> silent = new LinkedHashMap<>();

  /** Those that wait for an answer, with the timers of those that have begun to be given one. */
  private final Map<HttpConnection, OptionalLong> served = new HashMap<>();

  private final Promise<Void> gone = Promise.promise();
  private boolean closing;

  Guests(Vertx vertx, Limits limits) {
    this.vertx = vertx;
    this.limits = limits;
  }

  void came(HttpConnection connection) {
    if (closing || (isFull() && !oldestGoes())) {
      close(connection);
      return;
    }
    connection.closeHandler(nothing -> left(connection));
    expect(connection);
  }

  /** The head of a request is there, its body not yet. */
  void asked(HttpConnection connection) {
    expect(connection);
  }

  /** A whole request is there. */
  void heard(HttpConnection connection) {
    stopExpecting(connection);
    served.putIfAbsent(connection, OptionalLong.empty());
  }

  /** The answer is on its way, all of it; there is a time by which it must have been taken. */
  void taking(HttpConnection connection, long bytes) {
    if (served.containsKey(connection)) {
      long millis = limits.idle().plusSeconds(bytes / Limits.SLOWEST).toMillis();
      served.put(connection, OptionalLong.of(vertx.setTimer(millis, timer -> close(connection))));
    }
  }

  /** The answer is out. */
  void answered(HttpConnection connection) {
    if (!stopServing(connection)) {
      // Its request was refused before all of it had come, or it has left.
      return;
    }
    if (closing) {
      close(connection);
      lookWhetherGone();
    } else {
      expect(connection);
    }
  }

  /** Nobody new, and whoever waits for nothing goes; until all have had their answers. */
  Future<Void> leave() {
    closing = true;
    List.copyOf(silent.keySet()).forEach(Guests::close);
    lookWhetherGone();
    return gone.future();
  }

  private void lookWhetherGone() {
    if (closing && served.isEmpty()) {
      gone.tryComplete();
    }
  }

  private boolean isFull() {
    return silent.size() + served.size() >= limits.connections();
  }

  private boolean oldestGoes() {
    Iterator<HttpConnection> oldest = silent.keySet().iterator();
    if (!oldest.hasNext()) {
      return false;
    }
    HttpConnection connection = oldest.next();
    stopExpecting(connection);
    close(connection);
    return true;
  }

  private void expect(HttpConnection connection) {
    stopExpecting(connection);
    Duration patience = limits.patience();
    silent.put(connection, vertx.setTimer(patience.toMillis(), timer -> close(connection)));
  }

  private void stopExpecting(HttpConnection connection) {
    Long timer = silent.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  private boolean stopServing(HttpConnection connection) {
    OptionalLong timer = served.remove(connection);
    if (timer == null) {
      return false;
    }
    timer.ifPresent(vertx::cancelTimer);
    return true;
  }

  private void left(HttpConnection connection) {
    stopExpecting(connection);
    stopServing(connection);
    lookWhetherGone();
  }

  private static void close(HttpConnection connection) {
    Future<Void> unused = connection.close();
  }
}
