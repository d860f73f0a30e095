package viking.core.stackfile;

import java.util.List;

/** How far the lines of a text are indented. */
final class Indentation {
  private final List<String> lines;

  Indentation(String text) {
    this.lines = text.lines().toList();
  }

  /** The column in which the first line that is not blank begins, after the given line. */
  int below(int line) {
    return lines.stream()
        .skip(line)
        .filter(each -> !each.isBlank())
        .findFirst()
        .map(each -> each.length() - each.stripLeading().length() + 1)
        .orElse(1);
  }
}
