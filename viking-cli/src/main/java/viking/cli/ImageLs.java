package viking.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import viking.cli.client.Answer;
import viking.cli.client.Tree;
import viking.cli.text.Amount;
import viking.cli.text.Cell;
import viking.cli.text.Table;

/** {@code viking image ls}: what the imagebank has, and who needs it. */
@Command(
    name = "ls",
    description = {
      "Lists the images that viking has made or found.",
      "",
      "FIRST HELD BY are the hosts that had an image first; others, which fetch it when they need"
          + " it, are not listed. What nobody uses is removed after a while."
    },
    footer = {
      "",
      "Examples:",
      "  viking image ls",
      "  viking image ls ragnar",
      "  viking image ls -o json | jq -r '.images[] | select(.usedBy == []) | .image'",
    })
final class ImageLs implements Callable<Integer> {
  private static final int MOST_USERS = 2;

  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();

  @Parameters(arity = "0..1", paramLabel = "STACK", description = "Of this stack alone.")
  private Optional<String> stack = Optional.empty();

  ImageLs(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    Answer answer = session.api().get("/v1/images");
    if (listing.printed(answer, session)) {
      return 0;
    }
    Table table = new Table("STACK", "IMAGE", "TAG", "SIZE", "AGE", "FIRST HELD BY", "USED BY");
    List<Tree> images =
        answer.tree().list("images").stream()
            .filter(image -> stack.map(image.text("stack")::equals).orElse(true))
            .toList();
    for (Tree image : images) {
      String from = image.text("from");
      table.add(
          Cell.of(image.text("stack")),
          Cell.of(image.text("name") + (from.isEmpty() ? "" : " (" + from + ")")),
          Cell.of(image.text("tag")),
          Cell.of(Amount.size(image.number("size"))),
          Cell.of(Amount.since(image.text("at"), session.now())),
          Cell.of(texts(image.list("holders"))),
          Cell.of(users(image.list("usedBy"))));
    }
    session.print(table);
    if (images.isEmpty()) {
      session.note("no images" + stack.map(name -> " of " + name).orElse("; a deploy makes them"));
    }
    return 0;
  }

  private static String users(List<Tree> users) {
    return users.size() <= MOST_USERS
        ? texts(users)
        : texts(users.subList(0, MOST_USERS)) + " and " + (users.size() - MOST_USERS) + " more";
  }

  private static String texts(List<Tree> texts) {
    return texts.stream().map(Tree::asText).collect(Collectors.joining(", "));
  }
}
