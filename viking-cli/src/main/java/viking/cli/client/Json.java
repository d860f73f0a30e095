package viking.cli.client;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import viking.core.model.BadInput;

/**
 * Reads JSON. Jackson's parser makes ready for the largest numbers before it reads the first, which
 * takes a tenth of the time that a whole command may take.
 */
final class Json {
  private static final int DEEPEST = 1000;
  private static final Pattern WORD =
      Pattern.compile("true|false|null|-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
  private static final char NOTHING = '\0';

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** The one value that the text is: a map or a list of trees, or the text of a single value. */
  static Tree read(String text) {
    Json json = new Json(text);
    Tree tree = json.value(0);
    if (json.next() != NOTHING || json.at < text.length()) {
      throw json.wrong();
    }
    return tree;
  }

  private Tree value(int depth) {
    if (depth > DEEPEST) {
      throw wrong();
    }
    return new Tree(
        switch (next()) {
          case '{' -> object(depth);
          case '[' -> array(depth);
          case '"' -> string();
          default -> word();
        });
  }

  private Map<String, Tree> object(int depth) {
    Map<String, Tree> fields = new LinkedHashMap<>();
    at++;
    if (next() != '}') {
      do {
        if (next() != '"') {
          throw wrong();
        }
        String name = string();
        take(':');
        fields.put(name, value(depth + 1));
      } while (goesOn());
    }
    take('}');
    return fields;
  }

  private List<Tree> array(int depth) {
    List<Tree> all = new ArrayList<>();
    at++;
    if (next() != ']') {
      do {
        all.add(value(depth + 1));
      } while (goesOn());
    }
    take(']');
    return all;
  }

  private boolean goesOn() {
    boolean comma = next() == ',';
    at += comma ? 1 : 0;
    return comma;
  }

  private void take(char wanted) {
    if (next() != wanted) {
      throw wrong();
    }
    at++;
  }

  /** Behind blanks; it is not taken. */
  private char next() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return here();
  }

  private char here() {
    return at < text.length() ? text.charAt(at) : NOTHING;
  }

  private String word() {
    int begin = at;
    while (Character.isLetterOrDigit(here()) || "+-.".indexOf(here()) >= 0) {
      at++;
    }
    String word = text.substring(begin, at);
    if (!WORD.matcher(word).matches()) {
      throw wrong();
    }
    return word.equals("null") ? "" : word;
  }

  private String string() {
    StringBuilder all = new StringBuilder();
    at++;
    while (here() != '"') {
      int begin = at;
      while (here() >= ' ' && here() != '"' && here() != '\\') {
        at++;
      }
      all.append(text, begin, at);
      if (here() == '\\') {
        at++;
        all.append(escaped());
      } else if (here() < ' ') {
        throw wrong();
      }
    }
    at++;
    return all.toString();
  }

  private char escaped() {
    char letter = here();
    at++;
    return switch (letter) {
      case '"', '\\', '/' -> letter;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> numbered();
      default -> throw wrong();
    };
  }

  private char numbered() {
    if (at + 4 > text.length()) {
      throw wrong();
    }
    try {
      char letter = (char) HexFormat.fromHexDigits(text, at, at + 4);
      at += 4;
      return letter;
    } catch (NumberFormatException e) {
      throw wrong();
    }
  }

  private BadInput wrong() {
    return new BadInput("not JSON from character " + (at + 1) + " on");
  }
}
