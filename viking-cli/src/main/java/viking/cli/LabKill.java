package viking.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import viking.lab.LabMember;

@Command(name = "kill", description = "Kills the host process or the member of etcd, by SIGKILL.")
final class LabKill extends LabBreaking {
  @Mixin private LabPartOption option;

  @Override
  String act(LabMember member) {
    member.kill(option.part());
    return "is killed " + option.what(member);
  }
}
