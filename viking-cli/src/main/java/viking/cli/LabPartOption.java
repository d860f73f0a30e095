package viking.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import viking.lab.LabHost;
import viking.lab.LabMember;
import viking.lab.Part;

/** Which part of a host is meant: its viking, unless something else is said. */
final class LabPartOption {
  @ArgGroup private Choice choice = new Choice();

  /** At most one of them. */
  private static final class Choice {
    @Option(names = "--docker", description = "A host's dockerd, instead of its viking.")
    private boolean docker;

    @Option(names = "--all", description = "The whole machine, with all its containers.")
    private boolean all;
  }

  Part part() {
    if (choice.all) {
      return Part.ALL;
    }
    return choice.docker ? Part.DOCKER : Part.PROCESS;
  }

  /** What is meant, in words. */
  String what(LabMember member) {
    return switch (part()) {
      case ALL -> "as a whole";
      case DOCKER -> "(its dockerd)";
      case PROCESS -> member instanceof LabHost ? "(its viking)" : "(its etcd)";
    };
  }
}
