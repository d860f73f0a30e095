package viking.cli.text;

/** What a colour says, not which it is. */
public enum Colour {
  PLAIN(""),
  GOOD("32"),
  DOUBTFUL("33"),
  BAD("31"),
  TITLE("1"),
  QUIET("2");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  String paint(String text) {
    return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
