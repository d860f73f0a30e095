package viking.core.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a Dockerfile with those that continue it.
 *
 * @param keyword in capitals
 * @param first the number of the line that it begins with, from 0; {@code end} is the one after it
 */
record Instruction(String keyword, String rest, int first, int end) {
  private static final Pattern ESCAPE =
      Pattern.compile("#\\s*escape\\s*=\\s*([\\\\`])\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern HEREDOC =
      Pattern.compile("(?:^|\\s)\\d*<<(-?)([\"']?)([A-Za-z_][A-Za-z0-9_.]*)\\2(?=\\s|$)");

  /** All of them; comments, blank lines and the texts of heredocs are none. */
  static List<Instruction> of(List<String> lines) {
    List<Instruction> all = new ArrayList<>();
    char escape = escape(lines);
    int at = 0;
    while (at < lines.size()) {
      int first = at;
      String line = lines.get(at++);
      if (line.isBlank() || comment(line)) {
        continue;
      }
      StringBuilder text = new StringBuilder();
      boolean more = take(line, escape, text);
      while (more && at < lines.size()) {
        String next = lines.get(at++);
        more = next.isBlank() || comment(next) || take(next, escape, text);
      }
      String[] words = text.toString().strip().split("\\s+", 2);
      String keyword = words[0].toUpperCase(Locale.ROOT);
      String rest = words.length > 1 ? words[1] : "";
      at = afterHeredocs(keyword, rest, lines, at);
      all.add(new Instruction(keyword, rest, first, at));
    }
    return all;
  }

  /** What makes a line go on; a directive at the top may name another. */
  private static char escape(List<String> lines) {
    for (String line : lines) {
      Matcher directive = ESCAPE.matcher(line.strip());
      if (directive.matches()) {
        return directive.group(1).charAt(0);
      }
      if (!line.strip().startsWith("#")) {
        break;
      }
    }
    return '\\';
  }

  private static boolean comment(String line) {
    return line.stripLeading().startsWith("#");
  }

  /** Whether the line goes on in the next. */
  private static boolean take(String line, char escape, StringBuilder text) {
    String end = line.stripTrailing();
    boolean more = end.endsWith(String.valueOf(escape));
    text.append(more ? end.substring(0, end.length() - 1) : line);
    return more;
  }

  /** A heredoc that does not end is none: then a shell is meant, or a shift of bits. */
  private static int afterHeredocs(String keyword, String rest, List<String> lines, int begin) {
    int at = begin;
    if (List.of("RUN", "COPY", "ADD").contains(keyword)) {
      Matcher heredoc = HEREDOC.matcher(rest);
      while (heredoc.find()) {
        boolean indented = !heredoc.group(1).isEmpty();
        int end = at;
        while (end < lines.size() && !ends(lines.get(end), heredoc.group(3), indented)) {
          end++;
        }
        at = end < lines.size() ? end + 1 : at;
      }
    }
    return at;
  }

  private static boolean ends(String line, String mark, boolean indented) {
    return (indented ? line.replaceFirst("^\t+", "") : line).equals(mark);
  }
}
