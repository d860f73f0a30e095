package viking.slave.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.actor.Tell;
import viking.core.model.BadInput;
import viking.core.model.HostMemory;

class MemoryFileTest {
  private static final HostMemory LATER = new HostMemory("h-1", "c1", 700, 0x1234, 4);

  @TempDir Path directory;

  @Test
  void givesANewHostAnIdAndKeepsIt() {
    try (MemoryFile file = MemoryFile.open(directory.resolve("a/b"), () -> "h-1")) {
      assertEquals(HostMemory.of("h-1"), file.memory());
    }
    try (MemoryFile file = MemoryFile.open(directory.resolve("a/b"), () -> "h-2")) {
      assertEquals("h-1", file.memory().hostId());
    }
  }

  @Test
  void remembersWhatItWasTold() {
    try (MemoryFile file = open()) {
      assertTrue(file.perform(new Remember(LATER), event -> {}));
    }
    try (MemoryFile file = open()) {
      assertEquals(LATER, file.memory());
    }
  }

  @Test
  void leavesOtherEffectsToOthers() {
    try (MemoryFile file = open()) {
      assertFalse(file.perform(Tell.info("something"), event -> {}));
    }
  }

  @Test
  void belongsToOneProcessAtATime() {
    try (MemoryFile first = open()) {
      assertEquals("h-1", first.memory().hostId());
      BadInput refused = assertThrows(BadInput.class, this::open);
      assertEquals(
          "data directory " + directory + " is in use by another viking process",
          refused.getMessage());
    }
    open().close();
  }

  @Test
  void saysWhichFileDoesNotParse() throws IOException {
    open().close();
    Path file;
    try (Stream<Path> files = Files.list(directory)) {
      file = files.filter(each -> each.toString().endsWith(".json")).findFirst().orElseThrow();
    }
    Files.writeString(file, "scribble");
    BadInput refused = assertThrows(BadInput.class, this::open);
    assertTrue(refused.getMessage().startsWith(file + " does not parse: "));
    Files.delete(file);
    open().close();
  }

  @Test
  void saysWhichDirectoryCannotBeUsed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    BadInput refused = assertThrows(BadInput.class, () -> MemoryFile.open(file, () -> "h-1"));
    assertTrue(refused.getMessage().startsWith("data directory " + file + " cannot be used"));
  }

  private MemoryFile open() {
    return MemoryFile.open(directory, () -> "h-1");
  }
}
