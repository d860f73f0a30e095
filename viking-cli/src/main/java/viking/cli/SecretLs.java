package viking.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.client.Tree;
import viking.cli.text.Amount;
import viking.cli.text.Cell;
import viking.cli.text.Colour;
import viking.cli.text.Table;

/** {@code viking secret ls}: a stack's secrets by name, never by value. */
@Command(
    name = "ls",
    description = "Lists a stack's secrets and the nodes that are given them; never their values.",
    footer = {
      "",
      "Examples:",
      "  viking secret ls                   of the stack that viking.yml here is about",
      "  viking secret ls ragnar -o json | jq '.secrets[] | select(.set | not).name'",
    })
final class SecretLs implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final Listing listing = new Listing();
  @Mixin private final NamedStack named = new NamedStack();

  SecretLs(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    String stack = named.needed(session);
    Answer answer = session.api().get(Api.stack(stack, "secrets"));
    if (listing.printed(answer, session)) {
      return 0;
    }
    List<Tree> secrets = answer.tree().list("secrets");
    Table table = new Table("SECRET", "VERSION", "AGE", "BY", "NODES");
    for (Tree secret : secrets) {
      table.add(
          Cell.of(secret.text("name")),
          version(secret),
          Cell.of(Amount.since(secret.text("at"), session.now())),
          Cell.of(secret.text("by")),
          Cell.of(
              secret.list("nodes").stream().map(Tree::asText).collect(Collectors.joining(", "))));
    }
    session.print(table);
    if (secrets.isEmpty()) {
      session.note("no secrets; viking secret set " + stack + " NAME sets one");
    }
    secrets.stream()
        .filter(each -> foreign(each))
        .findFirst()
        .ifPresent(
            each ->
                session.note(
                    "the host that answered has another secret key (id "
                        + answer.tree().text("keyId")
                        + ") than the one that "
                        + each.text("name")
                        + " was set with (id "
                        + each.text("keyId")
                        + "); copy the secret key file from a host that has that one"));
    return 0;
  }

  private static boolean foreign(Tree secret) {
    return secret.flag("set") && !secret.flag("readable") && !secret.text("keyId").isEmpty();
  }

  private static Cell version(Tree secret) {
    if (!secret.flag("set")) {
      return new Cell("not set", Colour.BAD);
    }
    return secret.flag("readable")
        ? Cell.of(secret.text("version"))
        : new Cell((secret.text("version") + " unreadable").strip(), Colour.BAD);
  }
}
