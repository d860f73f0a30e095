package viking.core.stackfile;

/**
 * What is wrong with a stack file, or with a file that it names; one line, for its author.
 *
 * @param line from 1; 0 where the whole file is meant
 */
public record Problem(String file, int line, int column, String message) {
  private static final int LONGEST = 400;

  public Problem {
    String oneLine = message.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    message = oneLine.length() > LONGEST ? oneLine.substring(0, LONGEST) + "…" : oneLine;
  }

  static Problem ofWhole(String file, String message) {
    return new Problem(file, 0, 0, message);
  }

  /** As compilers write it, so that editors find the place. */
  @Override
  public String toString() {
    return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
  }
}
