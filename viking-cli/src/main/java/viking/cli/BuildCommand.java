package viking.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import viking.cli.client.Body;
import viking.cli.client.Tree;
import viking.cli.text.Cell;
import viking.cli.text.Table;
import viking.core.model.Stack;

/** {@code viking build}: makes the images of a stack file and deploys nothing. */
@Command(
    name = "build",
    description = "Has the cluster build the stack file's images, and deploys nothing.",
    footer = {
      "",
      "Examples:",
      "  viking build",
      "  viking build --fresh     all of them anew, though nothing has changed",
      "",
      "A deploy of the same files finds them built.",
    })
final class BuildCommand implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();
  @Mixin private final StackChoice choice = new StackChoice();

  @Option(names = "--fresh", description = "Builds all images anew.")
  private boolean fresh;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Waits so long at most, such as 10m; it goes on after that, exit code 2.")
  void timeout(String text) {
    timeout = Optional.of(Patience.read(command, text));
  }

  @Spec private CommandSpec command;
  private Optional<Duration> timeout = Optional.empty();

  BuildCommand(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Optional<Instant> until = timeout.map(session.now()::plus);
    Optional<Stack> stack = choice.read(session);
    if (stack.isEmpty()) {
      return Main.FAILED;
    }
    Shipping shipping = new Shipping(session, until);
    Shipment shipment = shipping.pack(stack.get(), choice.file(session));
    Shipment.Letter letter = new Shipment.Letter(session.author(), Optional.empty(), fresh);
    try (Interruption interruption = new Interruption(session.err())) {
      Optional<Tree> built = shipping.send(session.api(), "build", shipment, letter, interruption);
      built.ifPresent(this::print);
      return built.isPresent() ? 0 : Main.UNDECIDED;
    }
  }

  private void print(Tree built) {
    Map<String, Tree> images = built.at("images").fields();
    if (listing.json()) {
      Body all = new Body();
      images.forEach((name, ref) -> all.and(name, ref.asText()));
      session.out().println(Tree.indented(Body.of("images", all.fields()).toString()));
      return;
    }
    Table table = new Table("IMAGE", "REFERENCE");
    images.forEach((name, ref) -> table.add(Cell.of(name), Cell.of(ref.asText())));
    session.print(table);
    if (images.isEmpty()) {
      session.note("the stack file has no images to be built");
    }
  }
}
