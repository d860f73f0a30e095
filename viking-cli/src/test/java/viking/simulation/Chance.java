package viking.simulation;

import java.util.List;
import java.util.Random;

/** All that is left to chance, drawn from the seed. */
final class Chance {
  private final Random random;

  Chance(long seed) {
    this.random = new Random(seed);
  }

  boolean in(int times) {
    return random.nextInt(times) == 0;
  }

  /** From {@code least} to {@code most}, both included. */
  int from(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  long millis(int least, int most) {
    return from(least, most) * Schedule.MILLI;
  }

  <T> T of(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
