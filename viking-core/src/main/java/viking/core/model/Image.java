package viking.core.model;

import java.util.List;

/**
 * What the imagebank says of an image.
 *
 * @param digest viking's own, the same on every engine: {@code sha256:} over config and layers
 * @param from the name it was resolved from, where no build made it; else empty
 * @param holders the hosts that had it first; others may have it by now
 */
public record Image(String digest, long size, String from, List<String> holders, String at) {
  public Image {
    holders = List.copyOf(holders);
    if (!digest.matches("sha256:[0-9a-f]{64}")) {
      throw new BadInput("digest '" + digest + "' is not sha256: and 64 hex digits");
    }
  }
}
