package viking.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import viking.core.key.KeySpace;

/** docs/ARCHITECTURE.md says of every key which file writes it, and the files are there. */
class DocumentTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path LEADER = ROOT.resolve("viking-leader/src/main/java/viking/leader");
  private static final Path SLAVE = ROOT.resolve("viking-slave/src/main/java/viking/slave");
  private static final Path CLI = ROOT.resolve("viking-cli/src/main/java/viking");
  private static final Pattern ROW = Pattern.compile("\\| `(/[^`]*)` \\| .* \\| (.*) \\|");
  private static final Pattern FILE = Pattern.compile("`([A-Za-z/]+\\.java)`");

  private record Row(String key, String writers) {}

  @Test
  void everyKeyHasItsRowInTheOrderOfTheTable() throws IOException {
    assertEquals(
        Arrays.stream(KeySpace.values()).map(KeySpace::pattern).toList(),
        rows().stream().map(Row::key).toList());
  }

  @Test
  void everyWriterIsThereAndSpellsTheKey() throws IOException {
    int files = 0;
    for (Row row : rows()) {
      Matcher file = FILE.matcher(row.writers());
      while (file.find()) {
        files++;
        Path path =
            Stream.of(LEADER, SLAVE, CLI)
                .map(folder -> folder.resolve(file.group(1)))
                .filter(Files::exists)
                .findFirst()
                .orElse(Path.of(file.group(1)));
        assertTrue(Files.exists(path), () -> row.key() + ": there is no " + path);
        String source = Files.readString(path);
        assertTrue(
            Stream.of("Write.", "GuardedWrites", "StepBuilder", "StackStep")
                .anyMatch(source::contains),
            () -> row.key() + ": " + path + " writes nothing");
      }
    }
    assertTrue(files > 10, "the table names hardly any file");
  }

  @Test
  void aKeyWithoutFilesSaysWhoWritesItOrThatNobodyDoesYet() throws IOException {
    for (Row row : rows()) {
      assertTrue(
          FILE.matcher(row.writers()).find()
              || row.writers().equals("people")
              || row.writers().equals("not written yet"),
          row::toString);
    }
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/ARCHITECTURE.md"))) {
      Matcher matcher = ROW.matcher(line);
      if (matcher.matches()) {
        rows.add(new Row(matcher.group(1), matcher.group(2)));
      }
    }
    return rows;
  }
}
