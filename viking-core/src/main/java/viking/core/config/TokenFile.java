package viking.core.config;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import viking.core.model.BadInput;

/** The API's token, in a file that only its owner can read; made where there is none yet. */
public final class TokenFile {
  private static final int BYTES = 32;
  private static final int LEAST = 16;

  private TokenFile() {}

  /** The token that stands there. */
  public static String of(Path file) {
    String token = new PrivateFile("token file", file).read(TokenFile::fresh).strip();
    if (token.length() < LEAST || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new BadInput(
          "token file "
              + file
              + " does not hold a token: one line of "
              + LEAST
              + " printing characters or more; take it away to have one made");
    }
    return token;
  }

  private static String fresh() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random) + "\n";
  }
}
