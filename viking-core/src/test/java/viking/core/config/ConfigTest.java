package viking.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import viking.core.model.BadInput;

class ConfigTest {
  private static final Path FILE = Path.of("/etc/viking/config");

  @Test
  void readsLinesAndPassesOverCommentsAndBlanks() {
    Config config = of(Map.of(), "# ours", "", " etcd = 10.0.0.1:2379,10.0.0.2 ", "data-dir=/srv");
    assertEquals(Optional.of("10.0.0.1:2379,10.0.0.2"), config.get(Setting.ETCD));
    assertEquals(Optional.of("/srv"), config.get(Setting.DATA_DIR));
    assertEquals(Optional.empty(), config.get(Setting.PORT));
  }

  @Test
  void theEnvironmentIsStrongerThanTheFile() {
    Config config = of(Map.of("VIKING_ETCD", "b:1", "ETCD_PEERS", "c:1"), "etcd = a:1");
    assertEquals(Optional.of("b:1"), config.get(Setting.ETCD));
    assertEquals(
        Optional.of("c:1"), of(Map.of("ETCD_PEERS", "c:1"), "etcd = a:1").get(Setting.ETCD));
  }

  @Test
  void anEmptyVariableSaysNothing() {
    assertEquals(Optional.of("a"), of(Map.of("VIKING_ETCD", " "), "etcd = a").get(Setting.ETCD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "etdc = a|unknown setting 'etdc', did you mean 'etcd'?",
        "etcd|'etcd' is not of the form: name = value",
        "etcd =|'etcd' has no value; leave the line out",
      })
  void refusesALineByItsPlace(String line, String complaint) {
    BadInput bad = assertThrows(BadInput.class, () -> of(Map.of(), "", line));
    assertEquals(FILE + " line 2: " + complaint, bad.getMessage());
  }

  @Test
  void refusesASettingThatIsGivenTwice() {
    BadInput bad = assertThrows(BadInput.class, () -> of(Map.of(), "port = 1", "port = 1"));
    assertEquals(FILE + " line 2: 'port' is set twice", bad.getMessage());
  }

  @Test
  void aBadValueIsBlamedOnItsPlace() {
    Config config = of(Map.of("VIKING_TAGS", "x"), "port = many");
    BadInput port = assertThrows(BadInput.class, () -> config.get(Setting.PORT, Integer::parseInt));
    assertEquals(FILE + " line 1: For input string: \"many\"", port.getMessage());
    BadInput tags =
        assertThrows(
            BadInput.class,
            () ->
                config.get(
                    Setting.TAGS,
                    text -> {
                      throw new BadInput("no tag");
                    }));
    assertEquals("VIKING_TAGS: no tag", tags.getMessage());
  }

  @Test
  void aFileThatIsNamedMustBeThere(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine");
    Map<String, String> environment = Map.of("VIKING_CONFIG", file.toString());
    BadInput bad = assertThrows(BadInput.class, () -> Config.load(environment));
    assertEquals("VIKING_CONFIG names " + file + ", which is not there", bad.getMessage());
    Files.writeString(file, "port = 7\n");
    assertEquals(Optional.of(7), Config.load(environment).get(Setting.PORT, Integer::valueOf));
  }

  @Test
  void everySettingIsAWordAnOptionAndAVariable() {
    assertEquals("token-file", Setting.TOKEN_FILE.word());
    assertEquals(List.of("VIKING_TOKEN_FILE"), Setting.TOKEN_FILE.variables());
    assertEquals(List.of("VIKING_DOCKER", "DOCKER_HOST"), Setting.DOCKER.variables());
    assertEquals(Optional.of(Setting.TOKEN_FILE), Setting.of("token-file"));
  }

  private static Config of(Map<String, String> environment, String... lines) {
    return Config.of(FILE, List.of(lines), environment);
  }
}
