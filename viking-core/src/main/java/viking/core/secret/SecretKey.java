package viking.core.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.hash.Hashing;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import viking.core.model.BadInput;

/**
 * What secrets are encrypted with. Its id is safe to be shown: it tells one key from another, and
 * nothing else.
 */
public final class SecretKey {
  private static final int BYTES = 32;
  private static final int ID_BYTES = 4;
  private static final byte[] ID_OF = "viking secret key id\n".getBytes(US_ASCII);

  private final SecretKeySpec spec;
  private final String id;

  private SecretKey(byte[] bytes) {
    this.spec = new SecretKeySpec(bytes, "AES");
    byte[] hash = Hashing.sha256().newHasher().putBytes(ID_OF).putBytes(bytes).hash().asBytes();
    this.id = HexFormat.of().formatHex(hash, 0, ID_BYTES);
  }

  /** A new one, as text. */
  static String fresh() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** Reads 64 hex digits. What else stands there is not repeated in the complaint. */
  static SecretKey parse(String text) {
    if (text.length() != 2 * BYTES || !text.matches("[0-9a-f]*")) {
      throw new BadInput("not " + 2 * BYTES + " of 0-9 and a-f");
    }
    return new SecretKey(HexFormat.of().parseHex(text));
  }

  public String id() {
    return id;
  }

  SecretKeySpec spec() {
    return spec;
  }

  @Override
  public String toString() {
    return "secret key " + id;
  }
}
