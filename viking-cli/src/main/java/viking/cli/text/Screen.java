package viking.cli.text;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where progress goes.
 *
 * @param rows how many lines can be redrawn; empty where none can
 */
public record Screen(Terminal terminal, OptionalInt rows) {
  /** A file or a pipe, in which lines follow each other. */
  public static final Screen NONE = new Screen(Terminal.NONE, OptionalInt.empty());

  private static final int USUAL_ROWS = 24;
  private static final int LEAST_ROWS = 4;
  private static final int MOST_ROWS = 500;

  private static final String UP = "\u001b[%dA";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String ALL_BELOW = "\u001b[J";

  /** Lines that are too long after all, since the window has shrunk, are cut and not broken. */
  private static final String NO_BREAKS = "\u001b[?7l";

  private static final String BREAKS = "\u001b[?7h";

  /** By what the launcher has found out, as for {@link Terminal}. */
  public static Screen of(String found, Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "dumb");
    Terminal terminal = Terminal.of(found, environment);
    if (found.isEmpty() || kind.equals("dumb") || kind.isEmpty()) {
      return new Screen(terminal, OptionalInt.empty());
    }
    String first = found.split(" ", 2)[0];
    int rows = first.matches("[0-9]{1,4}") ? Integer.parseInt(first) : 0;
    return new Screen(
        terminal, OptionalInt.of(rows < LEAST_ROWS ? USUAL_ROWS : Math.min(rows, MOST_ROWS)));
  }

  public boolean redraws() {
    return rows.isPresent();
  }

  /**
   * Puts lines where others stood, in one write, so that nothing flickers; more than fit are left
   * out.
   *
   * @param before how many stood there, with the cursor below
   * @return how many stand there now
   */
  public int draw(PrintWriter out, int before, List<String> lines) {
    int fit = rows.orElse(USUAL_ROWS) - 1;
    List<String> shown = lines.size() <= fit ? lines : lines.subList(0, fit - 1);
    StringBuilder text = new StringBuilder(NO_BREAKS);
    if (before > 0) {
      text.append(UP.formatted(before)).append('\r');
    }
    shown.forEach(line -> text.append(line).append(REST_OF_LINE).append('\n'));
    if (shown.size() < lines.size()) {
      text.append("… ").append(lines.size() - shown.size()).append(" more lines");
      text.append(REST_OF_LINE).append('\n');
    }
    out.print(text.append(ALL_BELOW).append(BREAKS));
    out.flush();
    return Math.min(lines.size(), fit);
  }
}
