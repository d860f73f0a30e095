package viking.core.stackfile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says in people's words what the YAML parser complains of. */
final class Syntax {
  private static final String TAB = "a tab in the indentation; YAML wants spaces";

  /** By what the parser's words begin with; the first that fits. */
  private static final List<Map.Entry<String, String>> WORDS =
      List.of(
          Map.entry("found character '\\t(TAB)'", TAB),
          Map.entry(
              "mapping values are not allowed here",
              "no ': ' is expected here: text that contains one needs quotes, and a key stands as"
                  + " far right as its neighbours"),
          Map.entry(
              "could not find expected ':'",
              "a key without its ':', or a line that is indented differently from its neighbours"),
          Map.entry(
              "expected <block end>, but found '-'",
              "'- ' is not expected here: the items of a list stand one below the other"),
          Map.entry(
              "expected <block end>, but found '<scalar>'",
              "text that belongs to nothing: after a closing quote, or indented differently from"
                  + " its neighbours"),
          Map.entry(
              "expected <block end>, but found '?'",
              "a key among the items of a list, or indented differently from its neighbours"),
          Map.entry("expected <block end>", "indented differently from its neighbours"),
          Map.entry("found unexpected end of stream", "the file ends inside of quotes"),
          Map.entry("found unexpected document separator", "a '---' inside of quotes"),
          Map.entry(
              "found unknown escape character",
              "no such escape: between double quotes a backslash is written \\\\, between single"
                  + " quotes \\"),
          Map.entry("expected ',' or ']'", "a '[' is not closed by ']', or a ',' is missing"),
          Map.entry("expected ',' or '}'", "a '{' is not closed by '}', or a ',' is missing"),
          Map.entry("expected '<document start>'", "this belongs to nothing that stands before"),
          Map.entry("found duplicate anchor", "an anchor's name is given twice"),
          Map.entry("mapping keys are not allowed", "text that begins with '? ' needs quotes"),
          Map.entry(
              "sequence entries are not allowed",
              "a list cannot begin in this line: its '- ' go into lines of their own"));

  private Syntax() {}

  static Problem explain(MarkedYAMLException e, Spot at, String text) {
    String said = Optional.ofNullable(e.getProblem()).orElse("");
    String context = Optional.ofNullable(e.getContext()).orElse("");
    if (said.startsWith("found character '") && !said.startsWith("found character '\\t")) {
      return at.problem("text that begins with " + said.substring(16, 19) + " needs quotes");
    }
    if (context.endsWith("scanning an alias")) {
      return at(e, at).problem("text that begins with * needs quotes");
    }
    if (context.endsWith("scanning an anchor")) {
      return at(e, at).problem("text that begins with & needs quotes");
    }
    if (said.startsWith("found unexpected end of stream") && e.getContextMark() != null) {
      return at(e, at).problem("quotes that are opened here are never closed");
    }
    if (said.startsWith("expected ',' or") && e.getContextMark() != null) {
      return at.problem(
          words(said) + " (opened in line " + (e.getContextMark().getLine() + 1) + ")");
    }
    return at.problem(words(said));
  }

  private static String words(String said) {
    return WORDS.stream()
        .filter(each -> said.startsWith(each.getKey()))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse("not YAML: " + said);
  }

  /** Where it began, not where it could not go on. */
  private static Spot at(MarkedYAMLException e, Spot at) {
    return new Spot(
        at.file(), e.getContextMark().getLine() + 1, e.getContextMark().getColumn() + 1);
  }
}
