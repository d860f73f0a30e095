package viking.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.model.BadInput;

class TokenFileTest {
  @TempDir Path folder;

  @Test
  void isMadeOnceForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("deep/token");
    String token = TokenFile.of(file);
    assertTrue(token.matches("[0-9a-f]{64}"), token);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(token, TokenFile.of(file));
    try (var left = Files.list(file.getParent())) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @Test
  void isRefusedWhereOthersCanReadIt() throws IOException {
    Path file = file("0123456789abcdef\n", "rw-r-----");
    BadInput bad = assertThrows(BadInput.class, () -> TokenFile.of(file));
    assertEquals(
        "token file " + file + " can be read or written by others (rw-r-----): chmod 600 " + file,
        bad.getMessage());
  }

  @Test
  void isRefusedWhereItIsTooShortOrNotOneLine() throws IOException {
    for (String text : List.of("", "short\n", "two lines of text\nand another\n")) {
      Path file = file(text, "rw-------");
      BadInput bad = assertThrows(BadInput.class, () -> TokenFile.of(file), text);
      assertTrue(bad.getMessage().contains(file + " does not hold a token"), bad.getMessage());
    }
  }

  @Test
  void whatIsGivenIsTakenAsItStands() throws IOException {
    assertEquals("0123456789abcdef", TokenFile.of(file("0123456789abcdef\n", "r--------")));
  }

  private Path file(String text, String permissions) throws IOException {
    Path file = Files.createTempFile(folder, "token", "");
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
