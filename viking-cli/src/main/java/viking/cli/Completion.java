package viking.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code viking completion}: what a shell needs to know to complete commands and options. */
@Command(
    name = "completion",
    description = "Prints a script for bash or zsh that completes commands and options.",
    footer = {
      "",
      "Examples:",
      "  source <(viking completion)                  for this shell",
      "  viking completion > /etc/bash_completion.d/viking",
      "  echo 'source <(viking completion)' >> ~/.zshrc",
    })
final class Completion implements Callable<Integer> {
  private final Surroundings around;
  @Spec private CommandSpec spec;

  Completion(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(AutoComplete.bash("viking", Main.commandLine(around)));
    return 0;
  }
}
