package viking.core.state;

import java.nio.charset.StandardCharsets;
import viking.core.model.BadInput;

/** What is wrong with a value, short enough to be told in a log and in the store. */
final class Problem {
  private static final int BEGINNING = 300;
  private static final int END = 150;

  private Problem() {}

  static String of(BadInput e) {
    String text = e.getMessage();
    String some =
        text.length() <= BEGINNING + END
            ? text
            : text.substring(0, BEGINNING) + " … " + text.substring(text.length() - END);
    // The half of a surrogate pair would come back from the store as another text than was put.
    return new String(some.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
