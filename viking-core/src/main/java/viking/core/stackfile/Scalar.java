package viking.core.stackfile;

/**
 * The text that stands there, whatever YAML might take it for.
 *
 * @param plain whether it stands without quotes
 * @param column where the lines of a {@code |} block begin; else 0
 */
record Scalar(Spot at, String text, boolean plain, int column) implements Value {
  private static final int LONGEST_SHOWN = 40;

  /** Where a line of the text stands; for what is no block, the text's begin. */
  Spot at(int line) {
    return column == 0 ? at : new Spot(at.file(), at.line() + 1 + line, column);
  }

  @Override
  public boolean nothing() {
    return plain && text.isEmpty();
  }

  @Override
  public String shown() {
    return nothing() ? "nothing" : "'" + shortened(text) + "'";
  }

  /** On one line, and no longer than a line bears. */
  static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() == text.length() && line.length() <= LONGEST_SHOWN
        ? text
        : line.substring(0, Math.min(line.length(), LONGEST_SHOWN)) + "…";
  }
}
