package viking.api.http;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of those that are served at length; so many at most. */
final class Streams implements AutoCloseable {
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads;
  private final int most;

  Streams(int most) {
    this.most = most;
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            0,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread made = new Thread(task, "viking-api-stream-" + number.incrementAndGet());
              made.setDaemon(true);
              return made;
            });
  }

  /** Refused where all are taken. */
  void run(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      throw Refusal.unavailable(
          threads.isShutdown()
              ? "this host is leaving; ask another"
              : "this host serves "
                  + most
                  + " deploys, builds and images at once already; ask again in a moment, or ask"
                  + " another host");
    }
  }

  /** Whatever still blocks is interrupted. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
