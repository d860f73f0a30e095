package viking.core.stackfile;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How far the lines of a text are indented. */
final class Indentation {
  private final List<String> lines;

  Indentation(String text) {
    this.lines = text.lines().toList();
  }

  /** Which lines after the given one begin with a tab. */
  Stream<Integer> tabbed(int line) {
    return IntStream.range(line, lines.size())
        .filter(i -> lines.get(i).startsWith("\t") && !lines.get(i).isBlank())
        .mapToObj(i -> i + 1);
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
