package viking.core.model.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;
import viking.core.model.BadInput;

/** That something is refused, and how. */
public final class Refused {
  private Refused() {}

  /** Fails unless it is refused in just these words. */
  public static void with(String message, Executable attempt) {
    assertEquals(message, message(attempt));
  }

  /** What it is refused with; fails if it is not. */
  public static String message(Executable attempt) {
    return assertThrows(BadInput.class, attempt).getMessage();
  }
}
