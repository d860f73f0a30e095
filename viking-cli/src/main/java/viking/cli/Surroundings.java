package viking.cli;

import java.time.InstantSource;
import java.util.Map;
import viking.cli.text.Terminal;

/** What a command finds around it: everything that a test would want to be otherwise. */
record Surroundings(Map<String, String> environment, Terminal terminal, InstantSource clock) {
  static Surroundings ofThisProcess() {
    Map<String, String> environment = System.getenv();
    return new Surroundings(
        environment,
        Terminal.of(System.getProperty("viking.terminal", ""), environment),
        InstantSource.system());
  }
}
