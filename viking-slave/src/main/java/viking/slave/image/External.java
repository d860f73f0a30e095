package viking.slave.image;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Locale;
import viking.core.model.ImageRef;

/** How images of somebody else's are called. */
public final class External {
  private static final String HUB = "docker.io";
  private static final int LONGEST_NAME = 32;
  private static final int DIGITS = 12;

  private External() {}

  /** Who an image is pulled from: what stands before the first slash, if it looks like a host. */
  public static String registry(String name) {
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    return host ? first : HUB;
  }

  /**
   * What it is called in the imagebank of a stack: {@code quarry/mongo} is {@code quarry-mongo}.
   */
  public static ImageRef kept(String stack, String name, String digest) {
    String hash = digest.substring(digest.indexOf(':') + 1);
    return new ImageRef(stack, plain(name), hash.substring(0, DIGITS));
  }

  /** Without registry, tag and digest, and made fit for a name. */
  static String plain(String name) {
    String text = name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
    String registry = registry(text);
    text = text.startsWith(registry + "/") ? text.substring(registry.length() + 1) : text;
    int colon = text.indexOf(':', text.lastIndexOf('/') + 1);
    text = colon < 0 ? text : text.substring(0, colon);
    List<String> words =
        Splitter.onPattern("[^a-z0-9]+")
            .omitEmptyStrings()
            .splitToList(text.toLowerCase(Locale.ROOT));
    String joined = String.join("-", words);
    String cut = joined.length() <= LONGEST_NAME ? joined : joined.substring(0, LONGEST_NAME);
    String trimmed = cut.endsWith("-") ? cut.substring(0, cut.length() - 1) : cut;
    return trimmed.isEmpty() ? "image" : trimmed;
  }
}
