package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import viking.cli.text.Terminal;

/** The command line as such, and the commands that are about the cluster. */
class CommandsTest extends CommandScene {
  @Test
  void describesTheHostThatAnswers() {
    api.on(
        "GET /v1/info",
        200,
        """
        {"hostname":"h1","id":"abc","address":"10.0.0.1","master":true,"tags":[],"cluster":"c1",
        "version":"0.1.0","keyFormat":1,"engine":"20.10","etcd":["10.0.0.1:2379","10.0.0.2:2379"],
        "leads":true,"registered":true,"revision":12,"problem":"etcd has gone back","uptimeSeconds":7300}
        """);
    prints(
        """
        host      h1
        address   10.0.0.1
        id        abc
        cluster   c1
        part      master and slave, leads
        etcd      10.0.0.1:2379, 10.0.0.2:2379
        revision  12
        viking    0.1.0 (key format 1)
        engine    20.10
        up        2h
        problem   etcd has gone back
        """,
        "info");
  }

  @Test
  void acceptsTheStore() {
    api.on("POST /v1/accept", 200, "{\"done\":\"h1 goes on\"}");
    prints("h1 goes on\n", "accept");
  }

  @Test
  void completesEveryCommandThatIsShown() {
    String script = run("completion").out();
    for (String verb : Verbs.ALL.keySet()) {
      assertEquals(!verb.equals("train"), script.contains("_picocli_viking_" + verb + "()"), verb);
    }
  }

  @Test
  void trainsWithoutAnyApi() {
    environment.put("VIKING_ADDR", "127.0.0.1:1");
    Ran ran = run("train");
    assertEquals(0, ran.code());
    assertTrue(ran.out().contains("a.b.1"), ran.out());
    assertTrue(ran.err().contains("1 unhealthy"), ran.err());
  }

  @Test
  void everyCommandHelpsWithExamplesWithinEightyColumns() {
    for (String verb : Verbs.ALL.keySet()) {
      Ran ran = run(verb, "--help");
      assertEquals(0, ran.code(), verb);
      assertTrue(ran.out().lines().allMatch(line -> line.length() <= 80), ran.out());
      boolean plain = verb.equals("help") || verb.equals("train");
      assertTrue(plain || ran.out().contains("Example"), ran.out());
    }
  }

  @Test
  void noExampleIsBrokenInTwo() {
    assertUnbroken(
        Main.commandLine(
            new Surroundings(Map.of(), Terminal.NONE, InstantSource.system()), new String[0]));
  }

  private static void assertUnbroken(CommandLine command) {
    List<String> shown = command.getUsageMessage().lines().map(String::stripTrailing).toList();
    for (String line : command.getCommandSpec().usageMessage().footer()) {
      assertTrue(!line.startsWith("  ") || shown.contains(line), line);
    }
    command.getSubcommands().values().forEach(CommandsTest::assertUnbroken);
  }

  @Test
  void guessesWhatAnUnknownOptionOrSubcommandMeant() {
    isMisuse(
        "viking ps: unknown option '--stak'; did you mean '--stack'? (see: viking ps --help)",
        "ps",
        "--stak");
    isMisuse(
        "viking volume: unknown command 'relaese'; did you mean 'release'?"
            + " (see: viking volume --help)",
        "volume",
        "relaese");
    isMisuse("viking ps: unknown argument 'web' (see: viking ps --help)", "ps", "shop", "web");
  }
}
