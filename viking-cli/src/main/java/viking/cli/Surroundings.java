package viking.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import viking.cli.text.Screen;
import viking.cli.text.Terminal;

/**
 * What a command finds around it: everything that a test would want to be otherwise.
 *
 * @param terminal where data goes
 * @param screen where progress goes
 * @param keyboard somebody who can be asked; empty where nobody types
 * @param here the folder that it was called in
 * @param pace the pause between two looks at something that changes
 */
record Surroundings(
    Map<String, String> environment,
    Terminal terminal,
    InstantSource clock,
    Screen screen,
    Optional<BufferedReader> keyboard,
    Path here,
    Duration pace) {
  private static final Duration USUAL_PACE = Duration.ofMillis(500);

  /** Without a screen, and with nobody there. */
  Surroundings(Map<String, String> environment, Terminal terminal, InstantSource clock) {
    this(environment, terminal, clock, Screen.NONE, Optional.empty(), Path.of(""), USUAL_PACE);
  }

  static Surroundings ofThisProcess() {
    Map<String, String> environment = System.getenv();
    return new Surroundings(
        environment,
        Terminal.of(System.getProperty("viking.terminal", ""), environment),
        InstantSource.system(),
        Screen.of(System.getProperty("viking.screen", ""), environment),
        System.getProperty("viking.keyboard", "").isEmpty()
            ? Optional.empty()
            : Optional.of(new BufferedReader(new InputStreamReader(System.in, UTF_8))),
        Path.of(""),
        USUAL_PACE);
  }
}
