package viking.core.secret;

import com.google.common.base.Splitter;
import java.util.List;
import viking.core.model.BadInput;

/**
 * A secret as etcd holds it, {@code v1:<version>:<key id>:<base64>}: what of it may be known
 * without the key.
 *
 * @param version grows with each value that the secret is given; what a job names as {@code
 *     NAME@12}
 */
public record Sealed(long version, String keyId, String content) {
  private static final String FORM = "v1";

  @Override
  public String toString() {
    return String.join(":", FORM, Long.toString(version), keyId, content);
  }

  /** Reads what {@link #toString} writes. */
  public static Sealed parse(String text) {
    List<String> parts = Splitter.on(':').splitToList(text);
    if (!parts.get(0).equals(FORM)) {
      throw new BadInput(
          parts.size() == 4 && parts.get(0).matches("v[0-9]{1,9}")
              ? "it was set by a newer viking"
              : "it was not set by `viking secret set`");
    }
    if (parts.size() != 4
        || !parts.get(1).matches("[1-9][0-9]{0,17}")
        || !parts.get(2).matches("[0-9a-f]{8}")) {
      throw new BadInput("it was not set by `viking secret set`");
    }
    return new Sealed(Long.parseLong(parts.get(1)), parts.get(2), parts.get(3));
  }
}
