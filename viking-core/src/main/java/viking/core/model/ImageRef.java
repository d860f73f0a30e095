package viking.core.model;

import java.util.Optional;

/**
 * An image of the imagebank, which never changes. Engines and {@code /proc} know it as {@code
 * viking/<stack>/<image>:<tag>}.
 */
public record ImageRef(String stack, String image, String tag) {
  private static final String PREFIX = "viking/";

  public ImageRef {
    Grammar.NAME.check("stack", stack);
    Grammar.NAME.check("image", image);
    Grammar.TAG.check("tag", tag);
  }

  /** Empty for references to anything else. */
  public static Optional<ImageRef> of(String reference) {
    int colon = reference.lastIndexOf(':');
    String[] path = reference.substring(0, Math.max(colon, 0)).split("/", -1);
    boolean ours =
        path.length == 3
            && reference.startsWith(PREFIX)
            && Grammar.NAME.matches(path[1])
            && Grammar.NAME.matches(path[2])
            && Grammar.TAG.matches(reference.substring(colon + 1));
    return ours
        ? Optional.of(new ImageRef(path[1], path[2], reference.substring(colon + 1)))
        : Optional.empty();
  }

  /** The name that stack files use, {@code viking:<stack>/<image>}. */
  public ImageName name() {
    return new ImageName(stack, image);
  }

  @Override
  public String toString() {
    return PREFIX + stack + "/" + image + ":" + tag;
  }
}
