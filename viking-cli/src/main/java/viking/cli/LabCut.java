package viking.cli;

import picocli.CommandLine.Command;
import viking.lab.LabMember;

@Command(name = "cut", description = "Pulls the cable: all goes on there, and nobody reaches it.")
final class LabCut extends LabBreaking {
  @Override
  String act(LabMember member) {
    member.cut();
    return "is cut off";
  }
}
