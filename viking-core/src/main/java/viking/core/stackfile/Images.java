package viking.core.stackfile;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import viking.core.model.BadInput;
import viking.core.model.ImageName;

/** What may stand behind {@code image}. */
final class Images {
  private static final int LONGEST = 400;
  private static final Pattern REFERENCE =
      Pattern.compile(
          "([a-zA-Z0-9][a-zA-Z0-9.-]*(:[0-9]{1,5})?/)?"
              + "[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*"
              + "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?");

  private Images() {}

  /** The name as it stands, if it is the name of an image. */
  static String checked(String text) {
    if (ImageName.of(text).isPresent()) {
      return text;
    }
    if (text.startsWith("viking/")) {
      String name = text.substring("viking/".length()).replaceFirst(":.*", "");
      throw new BadInput("image '" + text + "': what a build makes is named viking:" + name);
    }
    if (text.length() > LONGEST || !REFERENCE.matcher(text).matches()) {
      String lower = text.toLowerCase(Locale.ROOT);
      Optional<String> near =
          Optional.of(lower).filter(t -> REFERENCE.matcher(t).matches() && !t.equals(text));
      throw new BadInput(
          "image '"
              + Scalar.shortened(text)
              + "' is no image's name"
              + near.map(t -> ", did you mean '" + t + "'?").orElse(" such as redis:7"));
    }
    return text;
  }
}
