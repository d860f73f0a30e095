package viking.core.pack;

import com.google.common.base.Splitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import viking.core.model.BadInput;

/**
 * A line of a .dockerignore.
 *
 * @param start what comes before the first wildcard, in whole folders
 */
record Pattern(boolean keeps, java.util.regex.Pattern form, String start) {
  private static final String WILD = "*?[\\";

  /** Empty for a comment and a line without a pattern. */
  static Optional<Pattern> of(String place, String line) {
    if (line.startsWith("#")) {
      return Optional.empty();
    }
    String text = line.replace("\uFEFF", "").strip();
    boolean keeps = text.startsWith("!");
    if (keeps && text.length() == 1) {
      throw new BadInput(place + ": '!' keeps nothing; a pattern must follow");
    }
    String clean = clean(keeps ? text.substring(1).strip() : text);
    if (clean.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Pattern(keeps, java.util.regex.Pattern.compile(regex(clean)), start(clean)));
    } catch (PatternSyntaxException e) {
      throw new BadInput(place + ": '" + line + "' is no pattern: " + e.getDescription(), e);
    }
  }

  /** Whether it is about the name, or about a folder above it. */
  boolean matches(String name) {
    for (int end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1)) {
      if (form.matcher(name.substring(0, end)).matches()) {
        return true;
      }
    }
    return form.matcher(name).matches();
  }

  /** Not certain, but never wrong when it says no. */
  boolean mayMatchBelow(String folder) {
    String below = folder + "/";
    return start.startsWith(below) || below.startsWith(start);
  }

  /** Without what stands for nothing: empty pieces, {@code .}, and {@code ..} after a name. */
  private static String clean(String text) {
    Deque<String> pieces = new ArrayDeque<>();
    for (String piece : Splitter.on('/').split(text)) {
      if (piece.equals("..") && !pieces.isEmpty() && !pieces.getLast().equals("..")) {
        pieces.removeLast();
      } else if (!piece.isEmpty() && !piece.equals(".")) {
        pieces.addLast(piece);
      }
    }
    return String.join("/", pieces);
  }

  private static String start(String clean) {
    String plain =
        Splitter.on('/')
            .splitToStream(clean)
            .takeWhile(piece -> piece.chars().noneMatch(c -> WILD.indexOf(c) >= 0))
            .collect(Collectors.joining("/"));
    return plain.isEmpty() ? "" : plain + "/";
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i++);
      switch (c) {
        case '*' -> {
          if (!glob.startsWith("*", i)) {
            regex.append("[^/]*");
            continue;
          }
          i += glob.startsWith("*/", i) ? 2 : 1;
          regex.append(i == glob.length() ? ".*" : "(.*/)?");
        }
        case '?' -> regex.append("[^/]");
        case '[' -> i = choice(glob, i, regex);
        case '\\' -> regex.append(quoted(i < glob.length() ? glob.charAt(i++) : c));
        default -> regex.append(quoted(c));
      }
    }
    return "(?s)" + regex;
  }

  /** {@code [a-z]} or {@code [^a-z]}, whose beginning has been read; an open one is refused. */
  private static int choice(String glob, int begin, StringBuilder regex) {
    int i = begin;
    regex.append('[');
    if (glob.startsWith("^", i)) {
      regex.append('^');
      i++;
    }
    while (i < glob.length() && glob.charAt(i) != ']') {
      char c = glob.charAt(i++);
      boolean escaped = c == '\\' && i < glob.length();
      char meant = escaped ? glob.charAt(i++) : c;
      regex.append(meant == '-' && !escaped ? "-" : quoted(meant));
    }
    regex.append(']');
    if (i == glob.length()) {
      throw new PatternSyntaxException("a '[' is not closed", glob, begin - 1);
    }
    return i + 1;
  }

  private static String quoted(char c) {
    return Character.isLetterOrDigit(c) || c > 127 ? String.valueOf(c) : "\\" + c;
  }
}
