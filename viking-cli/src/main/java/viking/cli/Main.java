package viking.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import viking.core.codec.Suggestion;

/** The {@code viking} command: hands over to its subcommands. */
@Command(
    name = "viking",
    description =
        "Runs the processes of a stack file on a cluster of servers, and keeps them running.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = Main.USAGE,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  viking ps                 the jobs, and how they fare",
      "  viking why adhoc/hello    where a job is and why, or what it waits for",
      "  viking lab up 3           three hosts on this machine, to try things on",
      "  viking help ps            more about a command, like 'viking ps --help'",
      "",
      "On a host of the cluster, as root, commands find its API by themselves; from",
      "elsewhere VIKING_ADDR and VIKING_TOKEN say where it is, and that one may ask.",
    })
public final class Main implements Runnable {
  /** Exit code of a command that was not understood. */
  static final int USAGE = 64;

  /** Exit code of a command that ended before what it had begun. */
  static final int UNDECIDED = 2;

  static final int FAILED = 1;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    // An exit would look in every jar for a logger to tell.
    Runtime.getRuntime().halt(run(args));
  }

  /** For this process; returns its exit code. */
  static int run(String... args) {
    return commandLine(Surroundings.ofThisProcess(), args).execute(args);
  }

  /**
   * Knows the one command that the arguments begin with, since each takes time to load; or all, if
   * they begin otherwise or are not given, but none where the version alone is asked for.
   */
  static CommandLine commandLine(Surroundings around, String... args) {
    CommandLine main = new CommandLine(new Main());
    if (args.length == 0 || !Verbs.ALL.containsKey(args[0])) {
      main.getCommandSpec().version(Version.text());
    }
    for (String verb : verbs(List.of(args))) {
      main.addSubcommand(verb, Verbs.ALL.get(verb).apply(around));
    }
    main.getSubcommands().values().forEach(Main::offerHelp);
    return main.setParameterExceptionHandler(Main::refuse).setExecutionExceptionHandler(Main::fail);
  }

  private static Collection<String> verbs(List<String> words) {
    if (words.equals(List.of("--version"))) {
      return List.of();
    }
    boolean one = !words.isEmpty() && !words.get(0).equals("help");
    return one && Verbs.ALL.containsKey(words.get(0)) ? List.of(words.get(0)) : Verbs.ALL.keySet();
  }

  /** To every command below; a version is viking's alone. */
  private static void offerHelp(CommandLine command) {
    if (!command.getCommandSpec().optionsMap().containsKey("--help")) {
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .description("Shows this page.")
                  .build());
    }
    command.getSubcommands().values().forEach(Main::offerHelp);
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

  private static int fail(Exception problem, CommandLine command, ParseResult parsed) {
    return Mishap.tell(problem, command.getCommandSpec().qualifiedName(), command.getErr());
  }

  private static String explain(ParameterException problem) {
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      CommandSpec spec = unmatched.getCommandLine().getCommandSpec();
      boolean option = word.startsWith("-");
      if (option && spec.subcommands().values().stream().anyMatch(verb -> knows(verb, word))) {
        return "option '" + word + "' goes behind the command";
      }
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
    return problem
        .getMessage()
        .lines()
        .collect(Collectors.joining(" "))
        .replaceFirst(" is not an? (long|int)$", " is not a whole number");
  }

  private static boolean knows(CommandLine verb, String option) {
    return verb.getCommandSpec().optionsMap().containsKey(option.replaceFirst("=.*", ""));
  }
}
