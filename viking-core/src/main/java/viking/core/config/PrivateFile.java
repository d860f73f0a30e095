package viking.core.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;
import viking.core.model.BadInput;

/**
 * A file that only its owner can read; made where there is none yet.
 *
 * @param what it is, as complaints call it: {@code token file}
 */
public record PrivateFile(String what, Path file) {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  /** What stands there; where nothing does, what is fresh is put there first. */
  public String read(Supplier<String> fresh) {
    try {
      if (!Files.exists(file)) {
        make(fresh.get());
      }
      refuseIfOpen();
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new BadInput(what + " " + file + " cannot be used: " + e, e);
    }
  }

  /**
   * As a whole or not at all, and never readable by others in between. Of two that make it at once
   * the first one's stays.
   */
  private void make(String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path fresh =
        Files.createTempFile(
            folder, "private", ".new", PosixFilePermissions.asFileAttribute(OWNER));
    try {
      Files.writeString(fresh, text, StandardCharsets.ISO_8859_1);
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      // Somebody else was quicker.
    } finally {
      Files.delete(fresh);
    }
  }

  private void refuseIfOpen() throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER.containsAll(permissions)) {
      String modes = PosixFilePermissions.toString(permissions);
      throw new BadInput(
          what
              + " "
              + file
              + " can be read or written by others ("
              + modes
              + "): chmod 600 "
              + file);
    }
  }
}
