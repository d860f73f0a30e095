package viking.lab;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what must come. */
final class Patience {
  private static final long LOOK_AGAIN_MILLIS = 20;

  private Patience() {}

  /** Whether it came in time. */
  static boolean until(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      rest();
    }
    return true;
  }

  /** Waits for as long as there is something to come, and returns what is still missing then. */
  static Optional<String> whileMissing(Duration patience, Supplier<Optional<String>> missing) {
    long end = System.nanoTime() + patience.toNanos();
    Optional<String> what = missing.get();
    while (what.isPresent() && System.nanoTime() - end < 0) {
      rest();
      what = missing.get();
    }
    return what;
  }

  private static void rest() {
    try {
      Thread.sleep(LOOK_AGAIN_MILLIS);
    } catch (InterruptedException e) {
      throw Shell.interrupted(e);
    }
  }
}
