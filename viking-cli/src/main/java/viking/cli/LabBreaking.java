package viking.cli;

import java.util.List;
import picocli.CommandLine.Parameters;
import viking.lab.Lab;
import viking.lab.LabMember;

/** A command that does something to members of a lab, one after the other. */
abstract class LabBreaking extends LabVerb {
  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = "Hosts and members of etcd, as in: h2 etcd1")
  private List<String> members;

  /** Does it to one, and returns what is so now. */
  abstract String act(LabMember member);

  @Override
  final int act() {
    Lab lab = lab();
    // A wrong name is found before anything is done to the others.
    List<LabMember> all = members.stream().map(lab::member).toList();
    for (LabMember member : all) {
      say(member.name() + " " + act(member));
    }
    return 0;
  }
}
