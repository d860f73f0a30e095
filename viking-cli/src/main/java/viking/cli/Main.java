package viking.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import viking.core.codec.Suggestion;

/** The {@code viking} command: hands over to its subcommands. */
@Command(
    name = "viking",
    description =
        "Runs the processes of a stack file on a cluster of servers, and keeps them running.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeOnInvalidInput = Main.USAGE,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  viking --version      which viking, key format and Java this is",
      "  viking help           this page",
      "  viking lab up 3       three hosts on this machine, to try things on",
      "",
      "Commands that touch a cluster are still to come. README.md says what is there,",
      "and ./bootstrap.sh --help what this checkout can do.",
    })
public final class Main implements Runnable {
  /** Exit code of a command that was not understood. */
  static final int USAGE = 64;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .addSubcommand(new CommandLine.HelpCommand())
        .addSubcommand(LabCommand.commandLine())
        .setParameterExceptionHandler(Main::refuse);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what shall it do? No command was given");
  }

  /** One line: what is wrong, what may have been meant, where to read more. */
  private static int refuse(ParameterException problem, String[] args) {
    CommandLine command = problem.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    err.println(name + ": " + explain(problem) + " (see: " + name + " --help)");
    return USAGE;
  }

  private static String explain(ParameterException problem) {
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      CommandSpec spec = unmatched.getCommandLine().getCommandSpec();
      boolean option = word.startsWith("-");
      Optional<String> meant =
          Suggestion.of(word, option ? spec.optionsMap().keySet() : spec.subcommands().keySet());
      String what = option ? "option" : spec.subcommands().isEmpty() ? "argument" : "command";
      return "unknown "
          + what
          + " '"
          + word
          + "'"
          + meant.map(m -> "; did you mean '" + m + "'?").orElse("");
    }
    return problem.getMessage().lines().collect(Collectors.joining(" "));
  }
}
