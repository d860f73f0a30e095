package viking.cli;

import java.io.PrintWriter;
import java.util.Optional;

/**
 * What Ctrl-C means. Until something has been done elsewhere, the usual; from then on a sentence of
 * what goes on, and exit code 2.
 */
final class Interruption implements AutoCloseable {
  private final PrintWriter err;
  private final Thread hook = new Thread(this::leave, "leaving");
  private volatile Optional<String> goesOn = Optional.empty();

  Interruption(PrintWriter err) {
    this.err = err;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** From now on something goes on without us. */
  void says(String what) {
    goesOn = Optional.of(what);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It runs already, and ends the process itself; there is no way back.
    }
  }

  private void leave() {
    goesOn.ifPresent(
        what -> {
          // Behind the ^C that the terminal has put there.
          err.println();
          err.println(what);
          err.flush();
          Runtime.getRuntime().halt(Main.UNDECIDED);
        });
  }
}
