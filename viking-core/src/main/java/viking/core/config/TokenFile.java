package viking.core.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import viking.core.model.BadInput;

/** The API's token, in a file that only its owner can read; made where there is none yet. */
public final class TokenFile {
  private static final int BYTES = 32;
  private static final int LEAST = 16;
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private TokenFile() {}

  /** The token that stands there. */
  public static String of(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      refuseIfOpen(file);
      String token = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (token.length() < LEAST || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
        throw new BadInput(
            "token file "
                + file
                + " does not hold a token: one line of "
                + LEAST
                + " printing characters or more; take it away to have one made");
      }
      return token;
    } catch (IOException e) {
      throw new BadInput("token file " + file + " cannot be used: " + e, e);
    }
  }

  /** As a whole or not at all, and never readable by others in between. */
  private static void make(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path fresh =
        Files.createTempFile(folder, "token", ".new", PosixFilePermissions.asFileAttribute(OWNER));
    Files.writeString(fresh, HexFormat.of().formatHex(random) + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void refuseIfOpen(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER.containsAll(permissions)) {
      String modes = PosixFilePermissions.toString(permissions);
      throw new BadInput(
          "token file "
              + file
              + " can be read or written by others ("
              + modes
              + "): chmod 600 "
              + file);
    }
  }
}
