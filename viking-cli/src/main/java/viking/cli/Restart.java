package viking.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Body;

/** {@code viking restart}: the same once more, with new processes. */
@Command(
    name = "restart",
    description = {
      "Replaces the instances of nodes by new ones of the same, one after the other.",
      "",
      "Services, which no deploy restarts, are restarted when they are named. Waits until the new"
          + " ones run."
    },
    footer = {
      "",
      "Examples:",
      "  viking restart shop/web",
      "  viking restart shop/mongo shop/redis",
      "  viking restart shop           all of it but services",
      "  viking restart                the same of the stack of viking.yml here",
      "",
      "Exit codes as of 'viking deploy'.",
    })
final class Restart implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();
  @Mixin private final StackChoice choice = new StackChoice();
  @Mixin private final Patience patience = new Patience();

  @Parameters(arity = "0..*", paramLabel = "STACK[/NODE]", description = "What is restarted.")
  private List<String> words = List.of();

  Restart(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Map<String, List<String>> nodes = new LinkedHashMap<>();
    for (String word : words) {
      NodeName name = NodeName.of(session, word);
      nodes.computeIfAbsent(name.stack(), any -> new ArrayList<>()).add(name.node());
    }
    if (nodes.isEmpty()) {
      nodes.put(choice.needed(session, Optional.empty()), List.of(""));
    }
    Api api = session.api();
    int code = 0;
    for (Map.Entry<String, List<String>> each : nodes.entrySet()) {
      code = Math.max(code, restart(api, each.getKey(), each.getValue()));
    }
    return code;
  }

  private int restart(Api api, String stack, List<String> nodes) {
    boolean all = nodes.contains("");
    Answer answer =
        api.ask(
            "POST",
            Api.stack(stack, "restart"),
            Body.of("nodes", all ? List.of() : nodes).and("by", session.author()).toString());
    String what =
        answer.done().isEmpty()
            ? "release " + answer.tree().text("release") + " of " + stack + " restarts them"
            : stack + ": " + answer.done();
    return Releases.follow(session, api, patience, listing, stack, answer.tree(), what);
  }
}
