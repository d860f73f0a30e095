package viking.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import viking.core.model.BadInput;
import viking.lab.Lab;
import viking.lab.LabFailure;

/** What the commands about labs have in common: which lab, and one line about what went wrong. */
@Command(exitCodeOnInvalidInput = Main.USAGE)
abstract class LabVerb implements Callable<Integer> {
  private static final String USUAL_PARENT = "/var/lib/viking/lab";

  @Spec private CommandSpec spec;

  @Option(
      names = "--lab",
      paramLabel = "NAME",
      defaultValue = "lab",
      description = "Which lab, where there are several: 1 to 6 of a-z, 0-9. Usually 'lab'.")
  private String name;

  /** Does it, and returns the exit code. */
  abstract int act();

  /** The exit code when it does not come to that. */
  int failed() {
    return 1;
  }

  @Override
  public final Integer call() {
    try {
      int code = act();
      out().flush();
      return code;
    } catch (BadInput | LabFailure e) {
      say(e.getMessage());
      return failed();
    }
  }

  final String name() {
    return name;
  }

  /** Holds the directories of all labs. */
  final Path parent() {
    return Path.of(Optional.ofNullable(System.getenv("VIKING_LAB_DIR")).orElse(USUAL_PARENT));
  }

  final Lab lab() {
    return Lab.find(name, parent());
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** To people: data goes to {@link #out()}. */
  final void say(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(spec.qualifiedName() + ": " + text);
    err.flush();
  }
}
