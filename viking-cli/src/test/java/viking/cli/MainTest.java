package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import viking.cli.text.Terminal;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void tellsItsVersion() {
    assertEquals(0, run("--version"));
    assertTrue(
        out.toString().matches("viking [0-9.]+ \\(key format 1, Java [0-9._]+.*\\)\n"),
        out.toString());
  }

  @Test
  void helpsWithExamples() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("Examples:"), out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void guessesWhatAnUnknownCommandMeant() {
    assertEquals(64, run("hepl"));
    assertEquals(
        "viking: unknown command 'hepl'; did you mean 'help'? (see: viking --help)\n",
        err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void tellsWhereAnOptionOfACommandGoes() {
    assertEquals(64, run("--addr=h1", "ps"));
    assertEquals(
        "viking: option '--addr=h1' goes behind the command (see: viking --help)\n",
        err.toString());
  }

  @Test
  void guessesWhatAnUnknownOptionMeant() {
    assertEquals(64, run("--verison"));
    assertEquals(
        "viking: unknown option '--verison'; did you mean '--version'? (see: viking --help)\n",
        err.toString());
  }

  @Test
  void saysWhatANumberIsInPlainWords() {
    assertEquals(64, run("deploy", "--if-revision", "x"));
    assertEquals(
        "viking deploy: Invalid value for option '--if-revision': 'x' is not a whole number"
            + " (see: viking deploy --help)\n",
        err.toString());
  }

  @Test
  void wantsACommand() {
    assertEquals(64, run());
    assertEquals(1, err.toString().lines().count(), err.toString());
  }

  private final Surroundings around =
      new Surroundings(Map.of(), Terminal.NONE, InstantSource.system());

  private int run(String... args) {
    CommandLine command = Main.commandLine(around, args);
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(args);
  }
}
