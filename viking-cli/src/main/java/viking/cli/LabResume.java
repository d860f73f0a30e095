package viking.cli;

import picocli.CommandLine.Command;
import viking.lab.LabMember;

@Command(name = "resume", description = "Lets what was paused go on.")
final class LabResume extends LabBreaking {
  @Override
  String act(LabMember member) {
    member.resume();
    return "goes on";
  }
}
