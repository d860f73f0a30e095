package viking.slave.build;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Tags of images made of the same inputs: the sum of those, and where it was made more than once,
 * {@code .2}, {@code .3} behind it, since an image never changes.
 */
final class Tags {
  private Tags() {}

  /** The one made last. */
  static Optional<String> latest(String inputs, Collection<String> tags) {
    return tags.stream()
        .filter(tag -> number(inputs, tag) > 0)
        .max(Comparator.comparingInt(tag -> number(inputs, tag)));
  }

  /** The one to be made. */
  static String next(String inputs, Collection<String> tags) {
    int last = latest(inputs, tags).map(tag -> number(inputs, tag)).orElse(0);
    return last == 0 ? inputs : inputs + "." + (last + 1);
  }

  /** 0 for tags of other inputs. */
  private static int number(String inputs, String tag) {
    if (tag.equals(inputs)) {
      return 1;
    }
    String rest = tag.startsWith(inputs + ".") ? tag.substring(inputs.length() + 1) : "";
    return rest.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(rest) : 0;
  }
}
