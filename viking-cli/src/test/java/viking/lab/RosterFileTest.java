package viking.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.model.BadInput;

class RosterFileTest {
  @TempDir private Path parent;

  @Test
  void comesBackAsItWas() {
    Roster roster = roster("b", 3);
    RosterFile.write(roster);
    assertEquals(Optional.of(roster), RosterFile.read(roster.directory()));
  }

  @Test
  void labsAreFoundBesideOtherThings() throws IOException {
    assertEquals(List.of(), RosterFile.readAll(parent.resolve("none")));
    RosterFile.write(roster("b", 3));
    RosterFile.write(roster("a", 4));
    Files.createDirectory(parent.resolve("other"));
    Path newer = Files.createDirectory(parent.resolve("newer")).resolve(RosterFile.NAME);
    Files.writeString(newer, "format=2\n", UTF_8);
    Files.createFile(parent.resolve("file"));
    assertEquals(List.of(roster("a", 4), roster("b", 3)), RosterFile.readAll(parent));
  }

  @Test
  void anotherVersionsLabIsLeftToIt() throws IOException {
    Path directory = Files.createDirectory(parent.resolve("b"));
    Files.writeString(directory.resolve(RosterFile.NAME), "format=2\nlab=b\n", UTF_8);
    BadInput e = assertThrows(BadInput.class, () -> RosterFile.read(directory));
    assertTrue(e.getMessage().contains("another version of viking (format 2, not 1)"));
  }

  @Test
  void aBrokenFileNamesItself() throws IOException {
    Path directory = Files.createDirectory(parent.resolve("b"));
    Path file = directory.resolve(RosterFile.NAME);
    Files.writeString(file, "format=1\nlab=b\nnet=x\n", UTF_8);
    BadInput e = assertThrows(BadInput.class, () -> RosterFile.read(directory));
    assertEquals(file + " says net=x, which is no number", e.getMessage());
  }

  @Test
  void whatACrashLeavesIsToldFromOtherThings() throws IOException {
    Path directory = Files.createDirectory(parent.resolve("b"));
    assertTrue(RosterFile.isBlank(directory));
    Files.createFile(directory.resolve(RosterFile.NAME + ".new"));
    assertTrue(RosterFile.isBlank(directory));
    Files.createFile(directory.resolve("diary"));
    assertFalse(RosterFile.isBlank(directory));
    assertFalse(RosterFile.isBlank(parent.resolve("none")));
  }

  private Roster roster(String lab, int net) {
    return new Roster(lab, parent.resolve(lab), net, 3, 1, Path.of("/bin/viking"));
  }
}
