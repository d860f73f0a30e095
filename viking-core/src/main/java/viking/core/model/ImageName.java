package viking.core.model;

import java.util.Optional;

/** What a stack's build makes, as stack files name it: {@code viking:<stack>/<image>}. */
public record ImageName(String stack, String image) {
  private static final String PREFIX = "viking:";

  public ImageName {
    Grammar.NAME.check("stack", stack);
    Grammar.NAME.check("image", image);
  }

  /** Empty for images of anybody else's; refuses what begins like one and is none. */
  public static Optional<ImageName> of(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String[] halves = text.substring(PREFIX.length()).split("/", -1);
    if (halves.length != 2) {
      throw new BadInput("image '" + text + "' is not viking:<stack>/<image>");
    }
    return Optional.of(new ImageName(halves[0], halves[1]));
  }

  @Override
  public String toString() {
    return PREFIX + stack + "/" + image;
  }
}
