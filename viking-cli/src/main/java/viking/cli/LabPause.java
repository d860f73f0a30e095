package viking.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import viking.lab.LabMember;

@Command(name = "pause", description = "Holds it in its tracks, by SIGSTOP.")
final class LabPause extends LabBreaking {
  @Mixin private LabPartOption option;

  @Override
  String act(LabMember member) {
    member.pause(option.part());
    return "is paused " + option.what(member);
  }
}
