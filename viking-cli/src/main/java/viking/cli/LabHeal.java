package viking.cli;

import picocli.CommandLine.Command;
import viking.lab.LabMember;

@Command(
    name = "heal",
    description = "Makes it whole: plugs it in, lets it go on, starts what is dead.")
final class LabHeal extends LabBreaking {
  @Override
  String act(LabMember member) {
    member.heal();
    return "is healed";
  }
}
