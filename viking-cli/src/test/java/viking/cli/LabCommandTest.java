package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is answered before any lab is looked for. */
class LabCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpsWithExamples() {
    assertEquals(0, run("lab", "--help"));
    assertTrue(out.toString().contains("viking lab kill h2 --all"), out.toString());
    assertTrue(
        out.toString().lines().allMatch(line -> line.length() <= 80), "wider than a terminal");
  }

  @Test
  void wantsACommand() {
    assertEquals(64, run("lab"));
    assertEquals(
        "viking lab: what shall it do? No command was given (see: viking lab --help)\n",
        err.toString());
  }

  @Test
  void guessesWhatWasMeant() {
    assertEquals(64, run("lab", "hael", "h1"));
    assertTrue(err.toString().contains("did you mean 'heal'?"), err.toString());
    assertEquals(64, run("lab", "kill", "--al", "h1"));
    assertTrue(err.toString().contains("unknown option '--al'"), err.toString());
  }

  @Test
  void wantsNamesAndOnePartAtMost() {
    assertEquals(64, run("lab", "cut"));
    assertEquals(64, run("lab", "kill", "--docker", "--all", "h1"));
    assertEquals(64, run("lab", "up", "many"));
    assertEquals(3, err.toString().lines().count(), err.toString());
  }

  private int run(String... args) {
    CommandLine command = Main.commandLine(Surroundings.ofThisProcess(), args);
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(args);
  }
}
