package viking.core.stackfile;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import viking.core.codec.Suggestion;
import viking.core.model.Grammar;

/**
 * What {@code ${VAR}} stands for, as in Compose; but what is set nowhere and has no default is a
 * complaint instead of nothing. The environment is stronger than the {@code .env} file.
 */
final class Variables {
  /** What viking itself gives to containers. */
  private static final String CONTAINERS = "VIKING_";

  private static final int DEEPEST = 8;

  /** Names up to here are all alike. */
  private static final int SHORT = 2;

  private final Map<String, String> environment;
  private final Supplier<Map<String, String>> file;

  Variables(Map<String, String> environment, Supplier<Map<String, String>> file) {
    this.environment = environment;
    this.file = file;
  }

  /** The text with all variables put in; what could not be is told. */
  String fill(String text, Consumer<String> complaints) {
    return text.indexOf('$') < 0 ? text : fill(text, complaints, 0);
  }

  private String fill(String text, Consumer<String> complaints, int depth) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int dollar = text.indexOf('$', at);
      if (dollar < 0) {
        break;
      }
      out.append(text, at, dollar);
      at = dollar + 1;
      if (text.startsWith("$", at)) {
        out.append('$');
        at++;
      } else if (text.startsWith("{", at)) {
        int end = closing(text, at);
        if (end < 0 || depth == DEEPEST) {
          complaints.accept("'${' is not closed by '}'; for a '$' itself write '$$'");
          return out.toString();
        }
        out.append(braced(text.substring(at + 1, end), complaints, depth));
        at = end + 1;
      } else {
        int end = nameEnd(text, at);
        if (end == at) {
          String shown = text.substring(dollar, Math.min(text.length(), at + 1));
          complaints.accept("'" + shown + "' is no variable; for a '$' itself write '$$'");
        } else {
          out.append(plain(text.substring(at, end), complaints));
        }
        at = end;
      }
    }
    return out.append(text.substring(at)).toString();
  }

  private String braced(String inner, Consumer<String> complaints, int depth) {
    int end = nameEnd(inner, 0);
    String name = inner.substring(0, end);
    String rest = inner.substring(end);
    if (!Grammar.VARIABLE.matches(name)) {
      complaints.accept("'${" + inner + "}' names no variable; for a '$' itself write '$$'");
      return "";
    }
    if (rest.isEmpty()) {
      return plain(name, complaints);
    }
    boolean emptyCounts = !rest.startsWith(":");
    String operator = emptyCounts ? rest : rest.substring(1);
    Optional<String> value = value(name).filter(v -> emptyCounts || !v.isEmpty());
    String argument = operator.isEmpty() ? "" : operator.substring(1);
    return switch (operator.isEmpty() ? ' ' : operator.charAt(0)) {
      case '-' -> value.orElseGet(() -> fill(argument, complaints, depth + 1));
      case '+' -> value.isPresent() ? fill(argument, complaints, depth + 1) : "";
      case '?' -> {
        if (value.isEmpty()) {
          String why = fill(argument, complaints, depth + 1);
          complaints.accept(
              "variable '" + name + "' is not set" + (why.isBlank() ? "" : ": " + why));
        }
        yield value.orElse("");
      }
      default -> {
        complaints.accept(
            "'${" + inner + "}' is not such as ${" + name + "} or ${" + name + ":-default}");
        yield "";
      }
    };
  }

  private String plain(String name, Consumer<String> complaints) {
    Optional<String> value = value(name);
    if (value.isEmpty()) {
      Optional<String> near =
          Suggestion.of(name, known())
              .filter(n -> name.length() > SHORT && !name.startsWith(CONTAINERS));
      complaints.accept(
          "variable '"
              + name
              + "' is not set"
              + near.map(other -> ", did you mean '" + other + "'?")
                  .orElse(
                      "; set it here or in .env, give a default: ${"
                          + name
                          + ":-…}, or write $$"
                          + name
                          + " for the container to read"));
    }
    return value.orElse("");
  }

  private Optional<String> value(String name) {
    String set = environment.get(name);
    return Optional.ofNullable(set != null ? set : file.get().get(name));
  }

  private Collection<String> known() {
    Collection<String> known = new TreeSet<>(environment.keySet());
    known.addAll(file.get().keySet());
    return known;
  }

  private static int nameEnd(String text, int from) {
    int end = from;
    while (end < text.length() && Grammar.VARIABLE.matches(text.substring(from, end + 1))) {
      end++;
    }
    return end;
  }

  /** Where the brace that is open at this place is closed; those inside count. */
  private static int closing(String text, int from) {
    int open = 0;
    for (int i = from; i < text.length(); i++) {
      if (text.startsWith("${", i) || i == from) {
        open++;
        i += i == from ? 0 : 1;
      } else if (text.charAt(i) == '}' && --open == 0) {
        return i;
      }
    }
    return -1;
  }
}
