package viking.core.codec;

import java.util.ArrayList;
import java.util.List;
import viking.core.model.BadInput;

/** Splits a command into words as a shell would, with quotes and backslashes, but runs no shell. */
public final class Words {
  private Words() {}

  public static List<String> split(String text) {
    return read(text).stream().map(Word::text).toList();
  }

  /** Those of them that stand there without any quote or backslash. */
  public static List<String> bare(String text) {
    return read(text).stream().filter(Word::bare).map(Word::text).toList();
  }

  private record Word(String text, boolean bare) {}

  private static List<Word> read(String text) {
    List<Word> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    boolean bare = true;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && escapes(quote, text.charAt(i + 1))) {
        word.append(text.charAt(++i));
        inWord = true;
        bare = false;
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        inWord = true;
        bare = false;
      } else if (!Character.isWhitespace(c)) {
        word.append(c);
        inWord = true;
      } else if (inWord) {
        words.add(new Word(word.toString(), bare));
        word.setLength(0);
        inWord = false;
        bare = true;
      }
    }
    if (quote != 0) {
      throw new BadInput("command '" + text + "' has an open " + quote);
    }
    if (inWord) {
      words.add(new Word(word.toString(), bare));
    }
    return words;
  }

  /** Between double quotes a backslash stands for itself but before what is special there. */
  private static boolean escapes(char quote, char next) {
    return quote == 0 || (quote == '"' && "\"\\$`".indexOf(next) >= 0);
  }
}
