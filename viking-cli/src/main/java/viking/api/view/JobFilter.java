package viking.api.view;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import viking.core.codec.Suggestion;
import viking.core.model.BadInput;
import viking.core.model.Grammar;

/** Which jobs are asked for: those of a stack, a node, a host, a state; all that is given holds. */
public record JobFilter(
    Optional<String> stack, Optional<String> node, Optional<String> host, Optional<String> state) {
  public static final Set<String> PARAMETERS = Set.of("stack", "node", "host", "state");

  /** Reads parameters of a request. */
  public static JobFilter of(Map<String, String> query) {
    return new JobFilter(
        named(query, "stack", Grammar.NAME),
        named(query, "node", Grammar.NAME),
        named(query, "host", Grammar.HOSTNAME),
        Optional.ofNullable(query.get("state")).map(JobFilter::state));
  }

  /** The stack all of whose jobs are asked for. */
  Optional<String> wholeStack() {
    return stack.filter(name -> node.isEmpty() && host.isEmpty() && state.isEmpty());
  }

  boolean admits(JobOutline outline) {
    return stack.filter(name -> !name.equals(outline.facts().id().stack())).isEmpty()
        && node.filter(name -> !name.equals(outline.facts().id().node())).isEmpty()
        && host.filter(name -> !name.equals(outline.host())).isEmpty()
        && state.filter(word -> !word.equals(outline.state())).isEmpty();
  }

  private static Optional<String> named(Map<String, String> query, String name, Grammar grammar) {
    return Optional.ofNullable(query.get(name)).map(text -> grammar.check(name, text));
  }

  private static String state(String word) {
    Set<String> known = JobOutline.states();
    if (known.contains(word)) {
      return word;
    }
    String near =
        word.length() > 32
            ? ""
            : Suggestion.of(word, known).map(each -> ", did you mean '" + each + "'?").orElse("");
    throw new BadInput(
        "state '"
            + word
            + "' is none"
            + (near.isEmpty() ? "; there are " + String.join(", ", known) : near));
  }
}
