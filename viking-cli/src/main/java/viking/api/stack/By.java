package viking.api.stack;

import viking.core.model.BadInput;

/** Who gives an order, as the history shows it. */
final class By {
  private static final int LONGEST = 200;

  private By() {}

  static String check(String by) {
    String name = by.strip();
    if (name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl)) {
      throw new BadInput("'by' is longer than " + LONGEST + " characters, or not one line");
    }
    return name;
  }
}
