package viking.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import viking.core.model.BadInput;
import viking.lab.Lab;
import viking.lab.LabPlan;

@Command(
    name = "up",
    description =
        "Makes a lab, adds hosts to one, or makes one whole again; returns when all of it serves.")
final class LabUp extends LabVerb {
  @Parameters(
      arity = "0..1",
      paramLabel = "N",
      description = "How many hosts; those that there are, or 3.")
  private Optional<Integer> hosts;

  @Option(
      names = "--etcd",
      paramLabel = "M",
      description = "How many members etcd has: 1, 3 or 5. Cannot be changed later on.")
  private Optional<Integer> etcds;

  @Override
  int act() {
    Lab lab = Lab.up(new LabPlan(name(), hosts, etcds, parent(), program()), this::say);
    String option = name().equals("lab") ? "" : " --lab " + name();
    say(
        "%d hosts are up: eval \"$(viking lab env%s)\" makes viking and etcdctl talk to them"
            .formatted(lab.hosts().size(), option));
    return 0;
  }

  /** This viking, unless a test names what is to stand in for it. */
  private static Path program() {
    return Optional.ofNullable(System.getProperty("viking.lab.program"))
        .or(
            () ->
                Optional.ofNullable(System.getProperty("viking.home")).map(h -> h + "/bin/viking"))
        .map(Path::of)
        .orElseThrow(() -> new BadInput("where viking is cannot be told: start it by bin/viking"));
  }
}
