package viking.core.stackfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.model.BadInput;
import viking.core.model.Stack;

class StackFileTest {
  private static final String SMALL = "viking: {name: small}\ndeploy: {web: {image: redis}}\n";

  @TempDir private Path folder;

  @Test
  void mayBeginWithAByteOrderMarkAndHaveLinesAsWindowsWritesThem() {
    assertEquals(List.of(), problems("\ufeff" + SMALL.replace("\n", "\r\n")));
    assertEquals(
        List.of("viking.yml:3:19: unknown key 'x' in deploy.web"),
        problems("viking: {name: a}\r\ndeploy:\r\n  web: {image: b, x: 1}\r\n"));
  }

  @Test
  void isReadWhereItStands() throws IOException {
    Path file = folder.resolve("viking.yml");
    Files.writeString(file, SMALL);
    assertEquals("small", StackFile.read(file, Map.of()).orThrow().name());
    Files.writeString(file, "viking: [");
    assertEquals(file.toString(), StackFile.read(file, Map.of()).problems().get(0).file());
  }

  @Test
  void isAFileThatIsThere() throws IOException {
    Path none = folder.resolve("none.yml");
    assertEquals(List.of(none + ": there is no such file"), told(StackFile.read(none, Map.of())));
    assertEquals(
        List.of(folder + ": this is a folder, not a file"), told(StackFile.read(folder, Map.of())));
    assertEquals(
        List.of("/dev/zero: larger than 1 MiB; is it the file that you mean?"),
        told(StackFile.read(Path.of("/dev/zero"), Map.of())));
  }

  @Test
  void isOfOneMebibyteAtMost() {
    String rest = "#".repeat(Source.LARGEST - SMALL.length());
    assertEquals(List.of(), problems(SMALL + rest));
    assertEquals(
        List.of("viking.yml: larger than 1 MiB; is it the file that you mean?"),
        problems(SMALL + rest + "#"));
  }

  @Test
  void tellsAHundredProblemsAndThatThereAreMore() {
    StringBuilder text = new StringBuilder("viking: {name: a}\ndeploy:\n");
    for (int i = 0; i < 200; i++) {
      text.append("  web").append(i).append(": {}\n");
    }
    List<String> told = problems(text.toString());
    assertEquals(101, told.size());
    assertTrue(told.get(0).startsWith("viking.yml:3:3: deploy.web0 has no image"));
    assertEquals("viking.yml: and more; 100 will do for now", told.get(100));
  }

  @Test
  void tellsThemInTheOrderOfTheLinesAndOfOtherFilesAfterwards() throws IOException {
    Files.writeString(folder.resolve("a.env"), "no line\n");
    assertEquals(
        List.of(
            "viking.yml:2:3: unknown key 'x' in viking; there are name, comment",
            "viking.yml:3:1: unknown key 'y'; there are viking, build, deploy",
            "viking.yml:4:50: scale in deploy.web must be a whole number, but 'z' stands there",
            "a.env:1:1: this line is not NAME=value"),
        problems(
            """
            viking: {name: a,
              x: 1}
            y: 1
            deploy: {web: {env_file: a.env, image: b, scale: z}}
            """));
  }

  @Test
  void takesVariablesFromTheFileBesideItUnlessTheEnvironmentHasThem() throws IOException {
    Files.writeString(folder.resolve(".env"), "A=file\nB=file\n");
    String text =
        "viking: {name: a, comment: '${A} ${B} ${C:-none}'}\ndeploy: {web: {image: redis}}\n";
    Stack stack = StackFile.read("viking.yml", text, folder, Map.of("A", "own")).orThrow();
    assertEquals("own file none", stack.comment());
  }

  @Test
  void asksTheFileBesideItOnlyWhenAVariableIsNeeded() throws IOException {
    Files.writeString(folder.resolve(".env"), "not a line\n");
    assertEquals(List.of(), problems(SMALL));
    assertEquals(
        List.of(
            "viking.yml:1:28: variable 'A' is not set; set it here or in .env, give a default:"
                + " ${A:-…}, or write $$A for the container to read",
            ".env:1:1: this line is not NAME=value"),
        problems("viking: {name: a, comment: '${A}'}\ndeploy: {web: {image: redis}}\n"));
  }

  @Test
  void givesItsNameWhateverElseIsWrong() throws IOException {
    Path file = folder.resolve("viking.yml");
    Files.writeString(file, "viking: {name: '${N}', what: ever}\ndeploi: 3\n");
    assertEquals(Optional.of("good"), StackFile.name(file, Map.of("N", "good")));
    assertEquals(Optional.empty(), StackFile.name(file, Map.of("N", "No Good")));
    assertEquals(Optional.empty(), StackFile.name(file, Map.of()));
    Files.writeString(file, "- viking");
    assertEquals(Optional.empty(), StackFile.name(file, Map.of()));
    assertEquals(Optional.empty(), StackFile.name(folder.resolve("none"), Map.of()));
  }

  @Test
  void orThrowSaysEverything() {
    StackFile bad = read("viking: {name: a}\ndeploy: {web: {}, db: {}}\n");
    String message = assertThrows(BadInput.class, bad::orThrow).getMessage();
    assertEquals(2, message.lines().count());
    assertTrue(message.startsWith("viking.yml:2:10: deploy.web has no image"), message);
  }

  @Test
  void mayOnlyBuild() {
    Stack images = read("viking: {name: base}\nbuild: {a: FROM scratch}\n").orThrow();
    assertTrue(images.nodes().isEmpty());
  }

  @Test
  void aLinkLeadsAWebsiteNowhereElse() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("www"), outside);
    String text = "viking: {name: a}\ndeploy: {web: {document_root: www}}\n";
    assertEquals(
        List.of("viking.yml:2:31: document_root 'www' leads out of the folder of the stack file"),
        told(StackFile.read("viking.yml", text, inside, Map.of())));
    Files.createDirectory(inside.resolve("real"));
    Files.delete(inside.resolve("www"));
    Files.createSymbolicLink(inside.resolve("www"), Path.of("real"));
    assertFalse(StackFile.read("viking.yml", text, inside, Map.of()).stack().isEmpty());
  }

  private StackFile read(String text) {
    return StackFile.read("viking.yml", text, folder, Map.of());
  }

  private List<String> problems(String text) {
    return told(read(text));
  }

  private static List<String> told(StackFile read) {
    return read.problems().stream().map(Problem::toString).toList();
  }
}
