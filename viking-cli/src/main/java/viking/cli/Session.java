package viking.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import viking.cli.client.Answer;
import viking.cli.client.Api;
import viking.cli.text.Cell;
import viking.cli.text.Lines;
import viking.cli.text.Table;
import viking.cli.watch.Display;
import viking.core.config.Config;
import viking.core.model.BadInput;

/** What all commands that ask the API share: where it is, and where their answer goes. */
final class Session {
  private final Surroundings around;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--addr",
      paramLabel = "HOST[:PORT]",
      description =
          "Whose API to ask; of several, with commas between, the first that answers. Else"
              + " VIKING_ADDR says it, or 'addr' in /etc/viking/config; or it is this machine's.")
  private Optional<String> address;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "Where the API's token stands. Else VIKING_TOKEN is the token, or VIKING_TOKEN_FILE"
              + " names its file; or it is this machine's, which root can read.")
  private Optional<Path> tokenFile;

  Session(Surroundings around) {
    this.around = around;
  }

  Api api() {
    return Api.find(address, tokenFile, config(), Version::number);
  }

  Config config() {
    return Config.load(around.environment());
  }

  Surroundings around() {
    return around;
  }

  /** Who asks, for the history. */
  String author() {
    return Author.of(around.environment());
  }

  /** Where progress is shown, from now on. */
  Display display() {
    return Display.on(around.screen(), err(), now());
  }

  Instant now() {
    return around.clock().instant();
  }

  /** Until it is worth looking again. */
  void pause() {
    try {
      Thread.sleep(around.pace().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadInput("it was interrupted", e);
    }
  }

  void print(Table table) {
    table.print(out(), around.terminal());
  }

  void print(Lines lines) {
    lines.print(out(), around.terminal());
  }

  /** As data: on standard output. */
  void say(String line) {
    out().println(Cell.harmless(line));
  }

  /** The sentence of what was done. */
  void sayDone(Answer answer) {
    say(answer.done());
  }

  /** Aside: on standard error, where it disturbs no pipe. */
  void note(String line) {
    err().println(Cell.harmless(line));
    err().flush();
  }

  /** Where progress goes. */
  PrintWriter err() {
    return command.commandLine().getErr();
  }

  PrintWriter out() {
    return command.commandLine().getOut();
  }

  ParameterException misuse(String problem) {
    return new ParameterException(command.commandLine(), problem);
  }
}
