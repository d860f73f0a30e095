package viking.core.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names a built image by all that goes into it, so that the same is not built twice. */
public final class BuildTag {
  private static final int DIGITS = 12;

  private BuildTag() {}

  /**
   * The first digits of a sum.
   *
   * @param contextDigest of {@link Pack#digest}
   * @param baseTags of the images of viking's that it is made from, in the order of their naming
   */
  public static String of(
      String dockerfileText,
      Map<String, String> args,
      String contextDigest,
      List<String> baseTags) {
    Hasher sum = Hashing.sha256().newHasher();
    text(sum, dockerfileText);
    sum.putInt(args.size());
    new TreeMap<>(args)
        .forEach(
            (name, value) -> {
              text(sum, name);
              text(sum, value);
            });
    text(sum, contextDigest);
    baseTags.forEach(tag -> text(sum, tag));
    return sum.hash().toString().substring(0, DIGITS);
  }

  private static void text(Hasher sum, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    sum.putInt(bytes.length).putBytes(bytes);
  }
}
