package viking.core.pack;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import viking.core.model.BadInput;

/** What stands before the first {@code FROM}: {@code ARG} with their defaults. */
final class Variables {
  private static final Pattern USE =
      Pattern.compile(
          "\\$(?:([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)(?::?([-+])([^}]*))?})");
  private static final Pattern DECLARED =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?:=(\"[^\"]*\"|'[^']*'|\\S*))?");

  private final Map<String, String> args;
  private final Map<String, String> known = new HashMap<>();

  Variables(Map<String, String> args) {
    this.args = args;
  }

  /** Several may be declared on a line. */
  void declare(String rest) {
    Matcher each = DECLARED.matcher(rest);
    int at = 0;
    while (at < rest.length() && each.find(at) && each.start() == at) {
      String name = each.group(1);
      if (args.containsKey(name)) {
        known.put(name, args.get(name));
      } else if (each.group(2) != null) {
        known.put(name, replaced(unquoted(each.group(2))));
      }
      at = each.end();
      while (at < rest.length() && Character.isWhitespace(rest.charAt(at))) {
        at++;
      }
    }
  }

  /** The name of an image; refuses one of which nothing is left. */
  String filledIn(String word, int line) {
    String text = replaced(unquoted(word));
    if (text.isEmpty()) {
      throw new BadInput(
          "Dockerfile line "
              + line
              + ": FROM "
              + word
              + " names no image; give it a default by ARG before the first FROM");
    }
    return text;
  }

  private String replaced(String text) {
    return USE.matcher(text).replaceAll(use -> Matcher.quoteReplacement(value(use)));
  }

  private String value(MatchResult use) {
    String name = use.group(1) == null ? use.group(2) : use.group(1);
    String value = known.getOrDefault(name, "");
    if (use.group(3) == null) {
      return value;
    }
    return use.group(3).equals("-") == value.isEmpty() ? use.group(4) : value;
  }

  private static String unquoted(String text) {
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    boolean quoted =
        text.length() >= 2
            && (first == '"' || first == '\'')
            && text.charAt(text.length() - 1) == first;
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
