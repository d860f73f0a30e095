package viking.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import viking.core.model.Build;
import viking.core.model.Job;
import viking.core.model.Stack;
import viking.core.stackfile.StackFile;

/** The examples are what their stack files say. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples");

  @ParameterizedTest
  @ValueSource(strings = {"hello", "ragnar"})
  void readsWithoutAComplaint(String name) {
    StackFile read = StackFile.read(EXAMPLES.resolve(name).resolve("viking.yml"), Map.of());
    assertEquals(List.of(), read.problems());
    assertEquals(name, read.stack().orElseThrow().name());
  }

  @Test
  void everyWorkerOfRagnarHasItsProgramWhereItIsStarted() throws IOException {
    Path folder = EXAMPLES.resolve("ragnar");
    Stack ragnar = StackFile.read(folder.resolve("viking.yml"), Map.of()).orThrow();
    for (String node : List.of("db", "logic", "website")) {
      Job job = ragnar.nodes().get(node).job().orElseThrow();
      Path cwd = Path.of("/srv/app").relativize(Path.of(job.container().cwd().orElseThrow()));
      Path program = folder.resolve(cwd).resolve(job.run().get(1));
      assertTrue(Files.isRegularFile(program), program.toString());
    }
  }

  @Test
  void theDemoMayLieInAFolderWithBlanksAndQuotes(@TempDir Path folder) throws Exception {
    Path odd = Files.createDirectory(folder.resolve("Lothbrok's boats"));
    String script =
        "set -euo pipefail; root=$1 VIKING_DEMO_DIR=$1; . '"
            + EXAMPLES.resolve("demo.sh").toAbsolutePath()
            + "'; demo_env 127.0.0.1:1 127.0.0.1:2 \"$1/token\";"
            + " echo \"${PATH%%:*}\"; echo \"$VIKING_TOKEN_FILE\"";
    Process bash =
        new ProcessBuilder("bash", "-c", script, "demo", odd.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertEquals(odd + "/viking-cli/target/viking/bin\n" + odd + "/token\n", said);
    assertEquals(0, bash.waitFor());
  }

  @Test
  void theImageOfRedisIsOneThatTheScriptMakes() throws IOException {
    Stack ragnar = StackFile.read(EXAMPLES.resolve("ragnar/viking.yml"), Map.of()).orThrow();
    String script = Files.readString(EXAMPLES.resolve("ragnar/bases.sh"));
    Build src = ragnar.builds().get("src");
    assertTrue(src.text().startsWith("FROM quarry/node\n"), src.text());
    assertEquals("quarry/redis", ragnar.nodes().get("redis").job().orElseThrow().image());
    assertTrue(script.contains("images='node redis'"));
  }
}
