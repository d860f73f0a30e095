package viking.core.codec;

import java.util.ArrayList;
import java.util.List;
import viking.core.model.BadInput;

/** Splits a command into words as a shell would, with quotes and backslashes, but runs no shell. */
public final class Words {
  private Words() {}

  public static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && escapes(quote, text.charAt(i + 1))) {
        word.append(text.charAt(++i));
        inWord = true;
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        inWord = true;
      } else if (!Character.isWhitespace(c)) {
        word.append(c);
        inWord = true;
      } else if (inWord) {
        words.add(word.toString());
        word.setLength(0);
        inWord = false;
      }
    }
    if (quote != 0) {
      throw new BadInput("command '" + text + "' has an open " + quote);
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }

  /** Between double quotes a backslash stands for itself but before what is special there. */
  private static boolean escapes(char quote, char next) {
    return quote == 0 || (quote == '"' && "\"\\$`".indexOf(next) >= 0);
  }
}
