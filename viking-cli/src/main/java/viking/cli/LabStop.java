package viking.cli;

import picocli.CommandLine.Command;
import viking.lab.LabMember;

@Command(
    name = "stop",
    description = "Ends the host process politely, by SIGTERM, as a planned departure does.")
final class LabStop extends LabBreaking {
  @Override
  String act(LabMember member) {
    member.stop();
    return "is stopped";
  }
}
