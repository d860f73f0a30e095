package viking.slave.container.docker;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads for calls of one kind, so that slow ones hold up only their like. What waited in
 * line while a call went unanswered is not tried any more: every answer comes in bounded time.
 */
final class Lane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final ThreadPoolExecutor threads;
  private final Duration limit;
  private final Patience patience;
  private final Runnable silence;
  private volatile long gaveUpAt = System.nanoTime();

  Lane(String name, int most, Duration limit, Patience patience, Runnable silence) {
    this.threads = Threads.pool(name, most);
    this.limit = limit;
    this.patience = patience;
    this.silence = silence;
  }

  Duration limit() {
    return limit;
  }

  /** Makes the call; the failure may be one that the call itself never had the chance to have. */
  <T> void call(Supplier<T> call, Consumer<T> then, Consumer<RuntimeException> failed) {
    long asked = System.nanoTime();
    execute(
        () -> {
          T answer;
          if (gaveUpAt - asked > 0) {
            failed.accept(new NoAnswer("the engine has been silent for too long"));
            return;
          }
          try {
            answer = patience.within(limit, call);
          } catch (NoAnswer e) {
            gaveUpAt = System.nanoTime();
            silence.run();
            failed.accept(e);
            return;
          } catch (RuntimeException e) {
            failed.accept(e);
            return;
          }
          then.accept(answer);
        });
  }

  /** For what keeps to its own deadlines. */
  void execute(Runnable task) {
    try {
      threads.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException | Error e) {
              LOG.error("an engine's answer got lost", e);
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("the engine is closed", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
