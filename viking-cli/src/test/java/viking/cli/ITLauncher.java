package viking.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as it was packed, through its shell script. */
class ITLauncher {
  private static final Path VIKING = Path.of("target/viking/bin/viking").toAbsolutePath();

  @TempDir private Path folder;

  /** What a run left: its exit code and what it wrote. */
  private record Run(int code, String out, String err) {}

  @Test
  void startsTheNewestJavaAndSaysNothingElse() throws Exception {
    Run run = run(VIKING, Map.of(), "--version");
    assertTrue(run.out().startsWith("viking "), run.out());
    assertEquals(new Run(0, run.out(), ""), run);
  }

  @Test
  void passesTheExitCodeOn() throws Exception {
    assertEquals(64, run(VIKING, Map.of(), "no such command").code());
  }

  @Test
  void worksThroughALinkAndIgnoresOptionsForOtherJavas() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("v"), VIKING);
    Run run = run(link, Map.of("JAVA_TOOL_OPTIONS", "-Xbad", "CLASSPATH", "/nowhere"), "--version");
    Files.delete(link);
    assertEquals(new Run(0, run.out(), ""), run);
  }

  /** The letters as bytes, since this process may have any locale itself. */
  @Test
  void knowsLettersBeyondAsciiWhateverTheLocale() throws Exception {
    Path script = folder.resolve("script");
    Files.writeString(
        script,
        "cd \"${0%/*}\" && name=$(printf 'gr\\303\\274n.yml') && echo 'deploy: 1' >\"$name\" || exit\n"
            + "LC_ALL=POSIX '"
            + VIKING
            + "' plan -f \"$name\"; code=$?; rm \"$name\"; exit $code\n");
    Run run = run(Path.of("/bin/sh"), Map.of(), script.toString());
    Files.delete(script);
    assertEquals(1, run.code(), run.err());
    assertTrue(run.err().startsWith("gr\u00fcn.yml:1:"), run.err());
  }

  @Test
  void namesAJavaThatIsNotThere() throws Exception {
    Run run = run(VIKING, Map.of("VIKING_JAVA_HOME", "/nowhere"), "--version");
    assertEquals(
        new Run(1, "", "viking: VIKING_JAVA_HOME is /nowhere, where there is no bin/java\n"), run);
  }

  private Run run(Path command, Map<String, String> env, String argument)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command.toString(), argument)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(env);
    int code = builder.start().waitFor();
    return new Run(code, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
