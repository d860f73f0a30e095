package viking.core.model.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Draws values, the same ones from the same seed. */
public final class Draw {
  /** Spreads neighbouring seeds, whose first numbers would be alike. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final Random random;

  Draw(long seed) {
    this.random = new Random(seed * SPREAD);
  }

  /** A number from the first to the last, both included. */
  public int number(int first, int last) {
    return first + random.nextInt(last - first + 1);
  }

  public boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  public <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  public String text(String alphabet, int least, int most) {
    int length = number(least, most);
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  public <T> Optional<T> perhaps(Supplier<T> value) {
    return oneIn(2) ? Optional.of(value.get()) : Optional.empty();
  }

  /** Some values, often none, all different. */
  public <T> List<T> some(int most, Supplier<T> value) {
    List<T> values = new ArrayList<>();
    int wanted = oneIn(2) ? 0 : number(1, most);
    for (int i = 0; i < wanted; i++) {
      T next = value.get();
      if (!values.contains(next)) {
        values.add(next);
      }
    }
    return values;
  }
}
