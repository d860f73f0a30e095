package viking.slave.container.docker;

import java.util.function.Consumer;

/** Makes lines of the pieces in which an engine tells what a build prints. */
final class Printed {
  private static final int LONGEST = 2000;

  private final Consumer<String> lines;
  private final StringBuilder begun = new StringBuilder();

  Printed(Consumer<String> lines) {
    this.lines = lines;
  }

  synchronized void take(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      if (c == '\n') {
        end();
      } else if (begun.length() < LONGEST) {
        begun.append(c);
      }
    }
  }

  /** What was not ended by a line break is a line as well; empty ones are none. */
  synchronized void end() {
    // What a progress bar has overwritten does not count, nor do colours.
    String line =
        begun
            .toString()
            .stripTrailing()
            .replaceAll("^.*\\r", "")
            .replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "");
    begun.setLength(0);
    if (!line.isBlank()) {
      lines.accept(line);
    }
  }
}
