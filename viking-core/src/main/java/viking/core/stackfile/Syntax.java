package viking.core.stackfile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says in people's words what the YAML parser complains of. */
final class Syntax {
  private static final String CHARACTER = "found character '";
  private static final String TAB = CHARACTER + "\\t(TAB)'";

  /** By what the parser's words begin with; the first that fits. */
  private static final List<Map.Entry<String, String>> WORDS =
      List.of(
          Map.entry(TAB, "a tab in the indentation; YAML wants spaces"),
          Map.entry(
              "mapping values are not allowed here",
              "no ': ' is expected here: text that contains one needs quotes, and a key stands as"
                  + " far right as its neighbours"),
          Map.entry(
              "could not find expected ':'",
              "a key without its ':', or a line that is indented differently from its neighbours"),
          Map.entry(
              "expected <block end>, but found '-'",
              "a '- ' among keys: a list stands below a key of its own"),
          Map.entry(
              "expected <block end>, but found '<scalar>'",
              "text that belongs to nothing: after a closing quote, or indented differently from"
                  + " its neighbours"),
          Map.entry(
              "expected <block end>, but found '?'",
              "a key among the items of a list, or indented differently from its neighbours"),
          Map.entry("expected <block end>", "indented differently from its neighbours"),
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

  /** One problem, but for tabs in indentations, of which there are seldom few. */
  static List<Problem> explain(MarkedYAMLException e, String file, Indentation indentation) {
    Mark mark = Optional.ofNullable(e.getProblemMark()).orElse(e.getContextMark());
    Spot at = spot(file, mark);
    if (said(e).startsWith(TAB)) {
      return Stream.concat(Stream.of(at), indentation.tabbed(at.line()).map(line -> at(file, line)))
          .map(each -> each.problem(WORDS.get(0).getValue()))
          .toList();
    }
    return List.of(explain(e, at));
  }

  private static Problem explain(MarkedYAMLException e, Spot at) {
    String said = said(e);
    String context = Optional.ofNullable(e.getContext()).orElse("");
    Optional<Spot> begun =
        Optional.ofNullable(e.getContextMark()).map(mark -> spot(at.file(), mark));
    if (said.startsWith(CHARACTER)) {
      String sign = said.substring(CHARACTER.length(), said.indexOf('\'', CHARACTER.length()));
      return at.problem("text that begins with " + sign + " needs quotes");
    }
    if (context.endsWith("scanning an alias") || context.endsWith("scanning an anchor")) {
      String sign = context.endsWith("alias") ? "*" : "&";
      return begun.orElse(at).problem("text that begins with " + sign + " needs quotes");
    }
    if (said.startsWith("found unexpected end of stream")) {
      return begun.orElse(at).problem("quotes that are opened here are never closed");
    }
    if (said.startsWith("could not find expected ':'")) {
      return begun.orElse(at).problem(words(said));
    }
    if (said.startsWith("expected ',' or") && begun.isPresent()) {
      return at.problem(words(said) + "; it was opened in line " + begun.get().line());
    }
    return at.problem(words(said));
  }

  private static String said(MarkedYAMLException e) {
    return Optional.ofNullable(e.getProblem()).orElse("");
  }

  private static String words(String said) {
    return WORDS.stream()
        .filter(each -> said.startsWith(each.getKey()))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse("not YAML: " + said);
  }

  private static Spot spot(String file, Mark mark) {
    return new Spot(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static Spot at(String file, int line) {
    return new Spot(file, line, 1);
  }
}
