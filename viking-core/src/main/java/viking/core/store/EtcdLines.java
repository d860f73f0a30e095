package viking.core.store;

import com.google.common.util.concurrent.MoreExecutors;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line in use, replaced when it breaks or says nothing for too long. gRPC's own reconnecting is
 * not waited for: it backs off for up to two minutes.
 */
final class EtcdLines {
  private static final Logger LOG = LoggerFactory.getLogger(EtcdLines.class);
  private static final long CHECK_MILLIS = 200;
  private static final long PAUSE_MILLIS = 100;

  private final EtcdConfig config;
  private final Set<EtcdLine> retired = new HashSet<>();
  private EtcdLine current;
  private int position;
  private boolean closed;

  EtcdLines(EtcdConfig config) {
    this.config = config;
    this.current = line(0);
    after(CHECK_MILLIS).execute(this::check);
  }

  synchronized EtcdLine current() {
    return current;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  Duration deadline() {
    return config.deadline();
  }

  /** What is done a moment later, on a thread that must not be blocked. */
  Executor later() {
    return after(PAUSE_MILLIS);
  }

  /** Gives up the line, if nobody has before, and goes on with the next member. */
  void replace(EtcdLine line, String why) {
    synchronized (this) {
      if (closed || line != current) {
        return;
      }
      position = (position + 1) % config.endpoints().size();
      current = line(position);
      retired.add(line);
    }
    LOG.debug("etcd endpoint={} given up: {}", line.endpoint(), why);
    line.retire(why);
    after(config.deadline().toMillis()).execute(() -> forget(line));
  }

  void close() {
    Set<EtcdLine> all;
    synchronized (this) {
      closed = true;
      all = new HashSet<>(retired);
      all.add(current);
    }
    all.forEach(EtcdLine::close);
  }

  private EtcdLine line(int member) {
    List<URI> endpoints = config.endpoints();
    return new EtcdLine(endpoints.get(member), endpoints.size() == 1);
  }

  private synchronized void forget(EtcdLine line) {
    retired.remove(line);
  }

  private void check() {
    if (isClosed()) {
      return;
    }
    after(CHECK_MILLIS).execute(this::check);
    EtcdLine line = current();
    if (line.isSilent(config.patience())) {
      replace(line, "nothing was answered for " + config.patience().toMillis() + " ms");
    }
  }

  private static Executor after(long millis) {
    return CompletableFuture.delayedExecutor(
        millis, TimeUnit.MILLISECONDS, MoreExecutors.directExecutor());
  }
}
