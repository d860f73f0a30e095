package viking.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Look;
import viking.cli.client.Tree;
import viking.cli.watch.Display;
import viking.core.model.BadInput;

/** {@code viking rm}: ends a stack. */
@Command(
    name = "rm",
    description = {
      "Removes a stack: its processes, its domains, its history.",
      "",
      "Its volumes stay, unless --volumes, which can be said afterwards as well. On a terminal it"
          + " has the stack's name typed; without one it wants --yes. Waits until the last process"
          + " has ended."
    },
    footer = {
      "",
      "Examples:",
      "  viking rm shop",
      "  viking rm shop --volumes --yes",
    })
final class Rm implements Callable<Integer> {
  private static final Duration USUAL = Duration.ofMinutes(5);

  @Mixin private final Session session;
  @Mixin private final NamedStack named = new NamedStack();
  @Mixin private final Patience patience = new Patience();

  @Option(names = "--volumes", description = "The data of its volumes, too.")
  private boolean volumes;

  @Option(
      names = {"-y", "--yes"},
      description = "Asks nothing.")
  private boolean yes;

  Rm(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    String name = named.needed(session);
    if (!yes && session.around().keyboard().isEmpty()) {
      throw session.misuse("nobody can be asked here; --yes removes " + name + " unasked");
    }
    if (volumes && patience.detach()) {
      throw session.misuse(
          "--volumes waits until the last process has ended, and --detach does not");
    }
    Api api = session.api();
    StackVolumes data = new StackVolumes(session, api, name);
    String path = Api.stack(name);
    Look there = api.look(path);
    boolean over = volumes && there.gone() && data.areLeft();
    if (over) {
      ask(name, "This deletes all data that " + name + " has left behind.");
    } else {
      ask(name, what(name, there));
      String done = removed(api, path, there);
      session.note(
          volumes
              ? name + " is removed: its jobs are stopped, then its data is deleted; images stay"
              : done);
    }
    return patience.detach() ? 0 : follow(api, name, data);
  }

  /** Where nothing was there, and nothing is left of it either, the first answer says more. */
  private static String removed(Api api, String path, Look there) {
    try {
      return api.ask("DELETE", path, "").done();
    } catch (BadInput e) {
      throw there.gone() ? new BadInput(there.problem(), e) : e;
    }
  }

  /**
   * Also what cannot be shown can be removed. Of what is not there something may be left, which
   * goes unasked.
   */
  private String what(String name, Look there) {
    boolean goesOn = there.hidden() || (there.gone() && yes);
    if (there.answer().isEmpty() && !goesOn) {
      throw new BadInput(there.problem());
    }
    return there
        .answer()
        .map(answer -> what(name, answer.tree()))
        .orElseGet(() -> there.problem() + "\nThis ends " + name + ", with all its jobs.");
  }

  private String what(String name, Tree there) {
    long jobs = there.list("nodes").stream().mapToLong(node -> node.list("jobs").size()).sum();
    return "This ends "
        + name
        + ": "
        + there.list("nodes").size()
        + " nodes, "
        + jobs
        + " jobs; its volumes "
        + (volumes ? "are deleted, with all data." : "stay.");
  }

  private void ask(String name, String what) {
    if (yes) {
      return;
    }
    session.note(what);
    session.err().print("Type its name to go on: ");
    session.err().flush();
    if (!typed().equals(name)) {
      throw new BadInput("that is not its name; nothing was done");
    }
  }

  private String typed() {
    try {
      BufferedReader keyboard = session.around().keyboard().orElseThrow();
      return Optional.ofNullable(keyboard.readLine()).orElse("").strip();
    } catch (IOException e) {
      throw new BadInput("nothing can be read from the terminal: " + e.getMessage(), e);
    }
  }

  private int follow(Api api, String name, StackVolumes data) {
    try (Interruption interruption = new Interruption(session.err())) {
      Following following =
          new Following(session, api, patience.until(session, USUAL), interruption);
      Display display = session.display();
      Optional<Answer> end =
          following
              .watch(display, "the removal of " + name + (volumes ? data.butNot() : ""), name)
              .look(
                  "/v1/jobs?stack=" + Api.piece(name),
                  "the API knows nothing of jobs",
                  answer -> answer.tree().list("jobs").isEmpty());
      if (end.isEmpty()) {
        return Main.UNDECIDED;
      }
      if (volumes) {
        data.delete();
      }
      session.say(name + " is removed");
      return 0;
    }
  }
}
