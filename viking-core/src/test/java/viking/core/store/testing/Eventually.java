package viking.core.store.testing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what must come, and a failure that names it when it does not. */
public final class Eventually {
  /** Far above what anything takes: a machine may be busy, and its disk slow. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long LOOK_AGAIN_NANOS = 2_000_000;

  private Eventually() {}

  public static void holds(String what, BooleanSupplier condition) {
    holds(() -> what, condition);
  }

  /** For a description of how things stand when the waiting is over. */
  public static void holds(Supplier<String> what, BooleanSupplier condition) {
    holds(PATIENCE, what, condition);
  }

  /** For what takes its time by design. */
  public static void holds(Duration patience, Supplier<String> what, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("waited " + patience.toSeconds() + " s in vain: " + what.get());
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  /** The future's value. */
  public static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("never completed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
