package viking.cli;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import viking.cli.client.Api;
import viking.cli.client.Body;
import viking.core.model.BadInput;

/** {@code viking secret set}: gives a secret its value, as a new release where a node has it. */
@Command(
    name = "set",
    description = {
      "Sets a secret of a stack: from standard input, from a file, or asked for on a terminal."
          + " Where a node of the running release is given it, that is a new release, which the"
          + " command waits for.",
      "",
      "A line break at the end of a single line of input is left out; several lines and files are"
          + " taken byte for byte."
    },
    footer = {
      "",
      "Examples:",
      "  viking secret set ragnar DB_PASSWORD          asks for it, unseen",
      "  pass show ragnar/db | viking secret set ragnar DB_PASSWORD",
      "  viking secret set ragnar TLS_KEY --from key.pem",
    })
final class SecretSet implements Callable<Integer> {
  @Mixin private final Session session;
  @Mixin private final StackChoice choice = new StackChoice();
  @Mixin private final Patience patience = new Patience();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Holds the value, taken byte for byte.")
  private Optional<Path> from;

  @Option(
      names = "--force",
      description =
          "Sets it although this host's secret key is not the one that others were set with: for"
              + " when that key is lost.")
  private boolean force;

  @Parameters(
      arity = "1..2",
      paramLabel = "[STACK] NAME",
      hideParamSyntax = true,
      description = "The stack, else it is the stack file's; then the secret's name.")
  private List<String> words = List.of();

  SecretSet(Surroundings around) {
    this.session = new Session(around);
  }

  @Override
  public Integer call() {
    String name = words.get(words.size() - 1);
    String stack = choice.needed(session, stack(session, words));
    if (name.indexOf('=') >= 0) {
      throw session.misuse(
          "a secret's value is never an argument, which others could see: give it on standard"
              + " input, or with --from FILE");
    }
    NewSetting.checked(session, "secret", name);
    byte[] value = new SecretValue(session.around()).read(name, from);
    if (value.length == 0) {
      throw new BadInput("the value is empty, nothing is set; 'viking secret rm' removes a secret");
    }
    Body body = Body.of("value", Base64.getEncoder().encodeToString(value));
    if (force) {
      body.and("force", true);
    }
    return new NewSetting(session, patience)
        .carryOut("PUT", stack, "secrets/" + Api.piece(name), body);
  }

  static Optional<String> stack(Session session, List<String> words) {
    return words.size() > 1
        ? Optional.of(StackChoice.checked(session, words.get(0)))
        : Optional.empty();
  }
}
