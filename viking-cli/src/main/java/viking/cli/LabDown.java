package viking.cli;

import picocli.CommandLine.Command;
import viking.lab.Lab;

@Command(
    name = "down",
    description = "Takes a lab away, with all that is in it, or what a crash has left of it.")
final class LabDown extends LabVerb {
  @Override
  int act() {
    boolean was = Lab.down(name(), parent(), this::say);
    say(was ? "nothing is left of it" : "there is no lab '" + name() + "'");
    return 0;
  }
}
