package viking.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Tree;
import viking.cli.watch.Summary;
import viking.core.model.Stack;

/** {@code viking deploy}: makes a stack file a running stack. */
@Command(
    name = "deploy",
    description = {
      "Makes the stack file's stack run.",
      "",
      "Sends the folders that its images are made from to the cluster, which builds what has"
          + " changed. Replaces what has changed, an instance after the other, and waits until all"
          + " is ready. If it does not become ready, the cluster puts back what was before."
    },
    footer = {
      "",
      "Examples:",
      "  viking deploy                      what viking.yml here says",
      "  viking deploy -f shop/viking.yml --timeout 10m",
      "  viking deploy --if-revision 1234   only what 'viking plan' has shown",
      "  viking deploy --detach             returns when the release is accepted",
      "",
      "Exit code 0: it runs. 1: it failed, or somebody else's deploy took its place.",
      "2: it was accepted, but the time or the connection ended first; it goes on by",
      "itself. Changes of env and secrets meanwhile carry it on, and are waited for.",
    })
final class Deploy implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();
  @Mixin private final StackChoice choice = new StackChoice();
  @Mixin private final Patience patience = new Patience();

  @Option(
      names = "--if-revision",
      paramLabel = "N",
      description = "Only if nothing has changed since the plan that named it.")
  private Optional<Long> revision;

  @Option(names = "--fresh", description = "Builds all images anew.")
  private boolean fresh;

  Deploy(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Instant begin = session.now();
    Optional<Instant> until = patience.until(session);
    Optional<Stack> stack = choice.read(session);
    if (stack.isEmpty()) {
      return Main.FAILED;
    }
    Shipping shipping = new Shipping(session, until);
    Shipment shipment = shipping.pack(stack.get(), choice.file(session));
    Api api = session.api();
    try (Interruption interruption = new Interruption(session.err())) {
      Optional<Tree> accepted =
          shipping.send(
              api,
              "deploy",
              shipment,
              new Shipment.Letter(session.author(), revision, fresh),
              interruption);
      return accepted
          .map(tree -> follow(api, shipment.name(), tree, until, begin, interruption))
          .orElse(Main.UNDECIDED);
    }
  }

  private int follow(
      Api api,
      String stack,
      Tree accepted,
      Optional<Instant> until,
      Instant begin,
      Interruption interruption) {
    Following following = new Following(session, api, until, interruption);
    long release = accepted.number("release");
    if (!accepted.flag("again")) {
      session.note("release " + release + " of " + stack + " is accepted");
    }
    accepted.list("notes").stream().map(Tree::asText).forEach(session::note);
    if (patience.detach()) {
      if (!listing.json() || !listing.printed(api.get(Api.stack(stack)), session)) {
        session.say("release " + release + " of " + stack + "; watch it with: viking ps " + stack);
      }
      return 0;
    }
    Optional<Answer> end = following.release(stack, release);
    if (end.isEmpty()) {
      return Main.UNDECIDED;
    }
    if (!listing.printed(end.get(), session)) {
      Duration time = Duration.between(begin, session.now());
      session.print(Summary.of(accepted, end.get().tree(), following.jobs(stack), time));
    }
    return 0;
  }
}
