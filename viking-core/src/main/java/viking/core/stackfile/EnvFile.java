package viking.core.stackfile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import viking.core.model.Grammar;

/**
 * Lines of {@code NAME=value}, as {@code .env} and {@code env_file} have them. Values may stand in
 * quotes; nothing is put in for a {@code $}.
 */
final class EnvFile {
  private static final String EXPORT = "export ";

  private final String name;
  private final Problems problems;
  private final Map<String, String> values = new LinkedHashMap<>();

  private EnvFile(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  static Map<String, String> read(String name, String text, Problems problems) {
    EnvFile file = new EnvFile(name, problems);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      file.line(i + 1, lines.get(i));
    }
    return file.values;
  }

  private void line(int number, String whole) {
    String line = whole.strip();
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String plain = line.startsWith(EXPORT) ? line.substring(EXPORT.length()).strip() : line;
    int equals = plain.indexOf('=');
    String key = equals < 0 ? plain : plain.substring(0, equals).strip();
    int column = whole.indexOf(plain) + 1;
    Spot at = new Spot(name, number, column);
    if (equals < 0) {
      problems.add(at, "this line is not NAME=value"); // and may be half of a secret
    } else if (!Grammar.VARIABLE.matches(key)) {
      problems.add(at, "'" + Scalar.shortened(key) + "' is not " + Grammar.VARIABLE.description());
    } else {
      value(at, key, plain.substring(equals + 1).strip());
    }
  }

  private void value(Spot at, String key, String text) {
    char quote = text.isEmpty() ? ' ' : text.charAt(0);
    if (quote != '"' && quote != '\'') {
      int comment = text.startsWith("#") ? 0 : text.indexOf(" #");
      values.put(key, comment < 0 ? text : text.substring(0, comment).strip());
      return;
    }
    StringBuilder out = new StringBuilder();
    int i = 1;
    while (i < text.length() && text.charAt(i) != quote) {
      char c = text.charAt(i++);
      if (c == '\\' && quote == '"' && i < text.length()) {
        c = escaped(text.charAt(i++));
      }
      out.append(c);
    }
    String rest = text.substring(Math.min(text.length(), i + 1)).strip();
    if (i >= text.length()) {
      problems.add(at, "the value of " + key + " has an open " + quote);
    } else if (!rest.isEmpty() && !rest.startsWith("#")) {
      problems.add(at, "after the value of " + key + " stands something else");
    } else {
      values.put(key, out.toString());
    }
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }
}
