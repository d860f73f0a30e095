package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import viking.cli.text.Terminal;
import viking.core.config.Config;

class HostWordsTest {
  @TempDir private Path folder;

  @Test
  void knowsTheOptionsThatPicocliKnows() {
    Set<String> flags = new TreeSet<>();
    Set<String> valued = new TreeSet<>();
    for (OptionSpec option : new CommandLine(command()).getCommandSpec().options()) {
      (option.arity().max() == 0 ? flags : valued).addAll(List.of(option.names()));
    }
    assertEquals(flags, new TreeSet<>(HostWords.FLAGS));
    assertEquals(valued, new TreeSet<>(HostWords.VALUED));
  }

  @Test
  void eachOptionComesToWhatPicocliMakesOfIt() throws IOException {
    Path config = Files.writeString(folder.resolve("config"), "tags = ssd\nport = 2000\n");
    Config given = Config.load(Map.of("VIKING_CONFIG", config.toString()));
    for (List<String> words :
        List.of(
            List.<String>of(),
            List.of("--hostname", "h1", "--external", "10.0.0.1", "--etcd", "10.0.0.5,10.0.0.6"),
            List.of("--tags=gpu,ssd", "--slave", "--force", "--port", "1200"),
            List.of("--data-dir", "/d", "--run-dir", "/r", "--docker=unix:///x.sock"),
            List.of("--token-file", "/t=1", "--secret-key-file=/s=1"))) {
      HostCommand parsed = command();
      new CommandLine(parsed).parseArgs(words.toArray(String[]::new));
      HostCommand plain = new HostCommand(around(), HostWords.plain(words).orElseThrow());
      assertEquals(parsed.settings(given), plain.settings(given), words.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "h1",
        "--",
        "--hostnam h1",
        "--hostname",
        "--hostname=",
        "--hostname --slave",
        "--hostname -x",
        "--hostname @file",
        "--hostname h1 --hostname h2",
        "--slave --slave",
        "--slave=true",
        "@file"
      })
  void leavesToPicocliWhatIsNotPlain(String words) {
    assertEquals(Optional.empty(), HostWords.plain(List.of(words.split(" "))));
  }

  @Test
  void everyValueMayStandBehindItsOptionOrBehindASign() {
    List<String> apart = new ArrayList<>();
    List<String> joined = new ArrayList<>();
    for (String option : HostWords.VALUED) {
      apart.addAll(List.of(option, "x" + option));
      joined.add(option + "=x" + option);
    }
    assertEquals(HostWords.plain(apart), HostWords.plain(joined));
    assertEquals(HostWords.VALUED, HostWords.plain(apart).orElseThrow().keySet());
  }

  private static HostCommand command() {
    return new HostCommand(around());
  }

  private static Surroundings around() {
    return new Surroundings(Map.of(), Terminal.of("", Map.of()), java.time.InstantSource.system());
  }
}
