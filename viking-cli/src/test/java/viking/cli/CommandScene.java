package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import viking.cli.text.Screen;
import viking.cli.text.Terminal;

/** Runs commands as a person would, on a fake API, with a clock that stands still. */
class CommandScene {
  static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");

  final FakeApi api = new FakeApi();
  final Map<String, String> environment = new HashMap<>();
  Terminal terminal = Terminal.NONE;
  Screen screen = Screen.NONE;
  Optional<BufferedReader> keyboard = Optional.empty();
  InstantSource clock = () -> NOW;
  @TempDir Path folder;

  /** What a command left. */
  record Ran(int code, String out, String err) {}

  @BeforeEach
  void pointToTheFake() {
    environment.put("VIKING_CONFIG", write("config", "").toString());
    environment.put("VIKING_ADDR", api.address());
    environment.put("VIKING_TOKEN", FakeApi.TOKEN);
  }

  @AfterEach
  void closeTheFake() {
    api.close();
  }

  Ran run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine(
            new Surroundings(
                environment, terminal, clock, screen, keyboard, folder, Duration.ofMillis(1)),
            args);
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = command.execute(args);
    command.getOut().flush();
    command.getErr().flush();
    return new Ran(code, out.toString(), err.toString());
  }

  /** It prints that, and nothing on the side. */
  void prints(String out, String... args) {
    assertEquals(new Ran(0, out, ""), run(args));
  }

  /** It fails with that one line. */
  void failsWith(String line, String... args) {
    assertEquals(new Ran(1, "", "viking " + args[0] + ": " + line + "\n"), run(args));
  }

  void isMisuse(String line, String... args) {
    assertEquals(new Ran(64, "", line + "\n"), run(args));
  }

  void types(String text) {
    keyboard = Optional.of(new BufferedReader(new StringReader(text)));
  }

  Path write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
