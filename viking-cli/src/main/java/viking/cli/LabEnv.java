package viking.cli;

import picocli.CommandLine.Command;

@Command(
    name = "env",
    description =
        "Prints what makes viking and etcdctl talk to the lab, for: eval \"$(viking lab env)\"")
final class LabEnv extends LabVerb {
  @Override
  int act() {
    lab()
        .environment()
        .forEach((name, value) -> out().println("export " + name + "='" + quoted(value) + "'"));
    return 0;
  }

  private static String quoted(String value) {
    return value.replace("'", "'\\''");
  }
}
