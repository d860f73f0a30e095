package viking.cli;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Tree;
import viking.cli.text.Cell;
import viking.cli.watch.Display;

/** {@code viking drain}: empties a host. */
@Command(
    name = "drain",
    description = {
      "Moves what runs on a host to others, and keeps new jobs from it.",
      "",
      "The new instance is ready before the old one goes. What has a volume, or fits nowhere"
          + " else, stays, and it is said why. Waits until the host is empty; Ctrl-C leaves it"
          + " draining, 'viking uncordon' ends that."
    },
    footer = {
      "",
      "Examples:",
      "  viking drain h2 a new disk",
      "  viking drain h2 --timeout 10m     exit code 2 if something is left there then",
      "  viking uncordon h2                new jobs come again, nothing moves back",
    })
final class Drain implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final CordonOrder order = new CordonOrder();
  @Mixin private final Patience patience = new Patience();

  Drain(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Api api = session.api();
    String host = order.host();
    Answer answer = order.ask(session, api, order.body().and("drain", true));
    String done = answer.done().isEmpty() ? host + " is being drained" : answer.done();
    if (patience.detach()) {
      session.say(done);
      return 0;
    }
    session.note(done);
    String goesOn = host + " goes on draining; viking uncordon " + host + " ends that";
    try (Interruption interruption = new Interruption(session.err())) {
      interruption.says(goesOn);
      Display display = session.display();
      Map<String, String> said = new TreeMap<>();
      Optional<Answer> end =
          new Watch(session, api, display, patience.until(session), goesOn)
              .look(
                  "/v1/hosts/" + Api.piece(host) + "/drain",
                  "host " + host + " is gone",
                  state -> look(state.tree(), said, display));
      if (end.isEmpty()) {
        return Main.UNDECIDED;
      }
      return ended(host, end.get().tree());
    }
  }

  private int ended(String host, Tree state) {
    if (!state.flag("drain")) {
      session.note("somebody has ended the drain of " + host);
      return Main.FAILED;
    }
    session.say(host + " is empty");
    return 0;
  }

  /** Tells what has changed; whether it is over. */
  private static boolean look(Tree state, Map<String, String> said, Display display) {
    Map<String, String> left = new TreeMap<>();
    for (Tree job : state.list("left")) {
      String why = job.text("why");
      left.put(
          job.text("job"), Cell.harmless(job.text("state") + (why.isEmpty() ? "" : ": " + why)));
    }
    left.forEach(
        (job, text) -> {
          if (!text.equals(said.get(job))) {
            display.say(job + " " + text);
          }
        });
    said.keySet().stream()
        .filter(job -> !left.containsKey(job))
        .forEach(job -> display.say(job + " has left, " + left.size() + " to go"));
    said.clear();
    said.putAll(left);
    return left.isEmpty() || !state.flag("drain");
  }
}
