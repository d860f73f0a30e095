package viking.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Body;
import viking.cli.client.Tree;
import viking.cli.watch.Display;

/** {@code viking scale}: more instances of a node, or fewer. */
@Command(
    name = "scale",
    description = {
      "Sets how many instances of a node run.",
      "",
      "It holds until a deploy whose stack file says another number than the file before. Waits"
          + " until as many are ready, 5 minutes unless --timeout says otherwise."
    },
    footer = {
      "",
      "Examples:",
      "  viking scale web=5                        of the stack of viking.yml here",
      "  viking scale shop/web=5 logic=2           a stack holds for those after it",
      "",
      "Exit code 0: as many are ready. 2: the number is set, but the time ended first.",
    })
final class Scale implements Callable<Integer> {
  private static final Duration USUAL = Duration.ofMinutes(5);

  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();
  @Mixin private final StackChoice choice = new StackChoice();
  @Mixin private final Patience patience = new Patience();

  @Parameters(arity = "1..*", paramLabel = "[STACK/]NODE=COUNT", description = "How many of what.")
  private List<String> words = List.of();

  Scale(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Map<String, Map<String, Integer>> counts = read();
    Api api = session.api();
    for (Map.Entry<String, Map<String, Integer>> each : counts.entrySet()) {
      api.ask(
          "PUT", Api.stack(each.getKey(), "scale"), Body.of("scale", each.getValue()).toString());
      String what =
          each.getValue().entrySet().stream()
              .map(node -> node.getKey() + "=" + node.getValue())
              .collect(Collectors.joining(" "));
      session.note(each.getKey() + " is to have " + what);
    }
    int code = 0;
    for (Map.Entry<String, Map<String, Integer>> each : counts.entrySet()) {
      code = Math.max(code, patience.detach() ? 0 : follow(api, each.getKey(), each.getValue()));
    }
    return code;
  }

  private Map<String, Map<String, Integer>> read() {
    Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    Optional<String> stack = Optional.empty();
    for (String word : words) {
      int equals = word.indexOf('=');
      int slash = word.indexOf('/');
      String number = word.substring(equals + 1);
      if (equals < 1 || slash > equals || !number.matches("[0-9]{1,6}")) {
        throw session.misuse("'" + word + "' is not [STACK/]NODE=COUNT, such as shop/web=5");
      }
      if (slash >= 0) {
        stack = Optional.of(StackChoice.checked(session, word.substring(0, slash)));
      }
      String name = choice.needed(session, stack);
      String node = NodeName.checked(session, word.substring(slash + 1, equals));
      if (counts
              .computeIfAbsent(name, any -> new LinkedHashMap<>())
              .put(node, Integer.valueOf(number))
          != null) {
        throw session.misuse(name + "/" + node + " is given twice");
      }
    }
    return counts;
  }

  private int follow(Api api, String stack, Map<String, Integer> counts) {
    try (Interruption interruption = new Interruption(session.err())) {
      Following following =
          new Following(session, api, patience.until(session, USUAL), interruption);
      Display display = session.display();
      Optional<Answer> end =
          following
              .watch(display, "the scaling of " + stack, stack)
              .stack(stack, tree -> missing(tree, counts).isEmpty());
      end.filter(answer -> !listing.printed(answer, session))
          .ifPresent(
              answer ->
                  counts.forEach(
                      (node, count) -> session.say(stack + "/" + node + ": " + count + " ready")));
      return end.isPresent() ? 0 : Main.UNDECIDED;
    }
  }

  /** The nodes that are not yet as many as they are to be, no more and no fewer. */
  private static List<String> missing(Tree stack, Map<String, Integer> counts) {
    List<String> missing = new ArrayList<>(counts.keySet());
    for (Tree node : stack.list("nodes")) {
      Integer count = counts.get(node.text("node"));
      long living =
          node.list("jobs").stream().filter(job -> !job.text("state").equals("done")).count();
      if (count != null
          && node.number("wanted") == count
          && node.number("ready") == count
          && living == count) {
        missing.remove(node.text("node"));
      }
    }
    return missing;
  }
}
