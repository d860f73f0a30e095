package viking.core.stackfile;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.regex.Pattern;
import viking.core.codec.Words;
import viking.core.model.BadInput;

/**
 * Commands that were written for a shell, where none reads them: what it would act on would be
 * handed to the program as a word like others. What stands in quotes is meant as a word.
 */
final class NoShell {
  private static final ImmutableSet<String> OPERATORS =
      ImmutableSet.of("&&", "||", "|", ";", "&", ">", ">>", "<", "2>", "2>&1", "&>");

  private static final Pattern ENDS_A_COMMAND = Pattern.compile("[\\w./]+;");
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*");

  private NoShell() {}

  /** The words of a command; {@code what} names it in complaints. */
  static List<String> words(String what, String text) {
    List<String> bare = Words.bare(text);
    for (String word : bare) {
      if (OPERATORS.contains(word) || ENDS_A_COMMAND.matcher(word).matches()) {
        throw new BadInput(
            what
                + ": no shell reads this, and '"
                + word
                + "' is one's matter: write [sh, -c, \"…\"], or quote it as a plain word");
      }
    }
    List<String> words = Words.split(text);
    if (!words.isEmpty() && ASSIGNMENT.matcher(words.get(0)).matches()) {
      throw new BadInput(
          what
              + ": no shell reads this, which begins with '"
              + words.get(0).replaceFirst("=.*", "=…")
              + "': put the variable under 'env'");
    }
    return words;
  }
}
