package viking.core.model.testing;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Tries a property with many seeds, on all processors; what fails names its seed. */
public final class Seeds {
  private Seeds() {}

  /** Tries the seeds from 1 on; tells of the first that fails. The seeds must share nothing. */
  public static void each(int howMany, Consumer<Draw> property) {
    Optional<AssertionError> first =
        LongStream.rangeClosed(1, howMany)
            .parallel()
            .mapToObj(seed -> attempt(seed, property))
            .flatMap(Optional::stream)
            .findFirst();
    if (first.isPresent()) {
      throw first.get();
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

  private static Optional<AssertionError> attempt(long seed, Consumer<Draw> property) {
    try {
      one(seed, property);
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(e);
    }
  }
}
