package viking.cli.text;

/** A piece of text in a colour, with nothing in it that could steer a terminal. */
public record Cell(String text, Colour colour) {
  public Cell {
    text = harmless(text);
  }

  public static Cell of(String text) {
    return new Cell(text, Colour.PLAIN);
  }

  /** On one line, since what comes from a container or another person may hold anything. */
  public static String harmless(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().map(c -> steers(c) ? ' ' : c).forEach(out::appendCodePoint);
    return out.toString().strip();
  }

  int width() {
    return Columns.of(text);
  }

  /** Cut where it is longer, with a sign that it was. */
  Cell cut(int width) {
    return width() <= width
        ? this
        : new Cell(Columns.fitting(text, Math.max(0, width - 1)) + "…", colour);
  }

  private static boolean steers(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || c == 0x2028
        || c == 0x2029;
  }
}
