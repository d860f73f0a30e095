package viking.slave.container.docker;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Alarms, and calls that are cut short by them. docker-java's unix sockets know no timeout of their
 * own; but an interrupt closes them.
 */
final class Patience implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;

  Patience() {
    timer = new ScheduledThreadPoolExecutor(1, Threads.named("docker-alarm"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** The task must not block. */
  Future<?> after(Duration time, Runnable task) {
    return timer.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** What the call returns, unless it takes longer. */
  <T> T within(Duration limit, Supplier<T> call) {
    Watch watch = new Watch(Thread.currentThread());
    Future<?> alarm = after(limit, watch::ring);
    try {
      return call.get();
    } catch (RuntimeException e) {
      if (watch.rang()) {
        throw new NoAnswer("no answer within " + limit.toMillis() / 1000.0 + " s", e);
      }
      throw e;
    } finally {
      watch.end();
      alarm.cancel(false);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** Interrupts its thread once, and never after the end. */
  private static final class Watch {
    private final Thread thread;
    private boolean rang;
    private boolean ended;

    Watch(Thread thread) {
      this.thread = thread;
    }

    synchronized void ring() {
      if (!ended) {
        rang = true;
        thread.interrupt();
      }
    }

    synchronized boolean rang() {
      return rang;
    }

    synchronized void end() {
      ended = true;
      if (rang) {
        Thread.interrupted();
      }
    }
  }
}
