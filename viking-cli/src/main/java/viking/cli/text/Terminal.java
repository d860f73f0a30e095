package viking.cli.text;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Where the output goes.
 *
 * @param width how many characters a line holds; empty for a file or a pipe, which holds all
 */
public record Terminal(OptionalInt width, boolean colours) {
  /** Neither cut nor painted. */
  public static final Terminal NONE = new Terminal(OptionalInt.empty(), false);

  private static final int USUAL_WIDTH = 80;
  private static final int LEAST_WIDTH = 20;

  /**
   * By what the launcher has found out, cheaper than Java could: rows and columns of the terminal
   * that standard output is, {@code ?} where they are not known, empty where it is none.
   */
  public static Terminal of(String found, Map<String, String> environment) {
    if (found.isEmpty()) {
      return NONE;
    }
    String columns = found.substring(found.indexOf(' ') + 1);
    int width =
        number(environment.getOrDefault("COLUMNS", "")).orElseGet(() -> number(columns).orElse(0));
    boolean colours =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(OptionalInt.of(width >= LEAST_WIDTH ? width : USUAL_WIDTH), colours);
  }

  public String paint(Cell cell) {
    return colours ? cell.colour().paint(cell.text()) : cell.text();
  }

  private static OptionalInt number(String text) {
    return !text.isEmpty() && text.length() < 6 && text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
