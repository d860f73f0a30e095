package viking.core.model.testing;

import java.util.function.Consumer;

/** Tries a property with one seed after the other; what fails names its seed. */
public final class Seeds {
  private Seeds() {}

  /** Tries the seeds from 1 on. */
  public static void each(int howMany, Consumer<Draw> property) {
    for (long seed = 1; seed <= howMany; seed++) {
      one(seed, property);
    }
  }

  /** Tries one seed: what to call when another failed. */
  public static void one(long seed, Consumer<Draw> property) {
    try {
      property.accept(new Draw(seed));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }
}
