package viking.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret that a lab's hosts share. */
final class Token {
  private static final int BYTES = 32;

  private Token() {}

  /** Makes one where there is none, readable by root alone from its first byte on. */
  static void make(Path file) {
    if (Files.exists(file)) {
      return;
    }
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    Path fresh = file.resolveSibling("token.new");
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, HexFormat.of().formatHex(secret) + "\n", UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LabFailure("cannot write " + file + ": " + e, e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file, UTF_8).strip();
    } catch (IOException e) {
      throw new LabFailure("cannot read " + file + ": " + e, e);
    }
  }
}
