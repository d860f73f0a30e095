package viking.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "exec",
    description =
        "Runs a command on a host's network, its engine being DOCKER_HOST and its viking "
            + "VIKING_ADDR; files and processes are those of this machine. Exits as the command "
            + "does, or with 125.")
final class LabExec extends LabVerb {
  private static final int OWN_FAILURE = 125;

  @Parameters(index = "0", paramLabel = "NAME", description = "A host, or a member of etcd.")
  private String member;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The command, and its arguments.")
  private List<String> command;

  @Override
  int act() {
    boolean dashed = command.size() > 1 && command.get(0).equals("--");
    return lab().member(member).execAttached(dashed ? command.subList(1, command.size()) : command);
  }

  @Override
  int failed() {
    return OWN_FAILURE;
  }
}
