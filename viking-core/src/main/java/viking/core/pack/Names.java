package viking.core.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Names of files as UTF-8, whatever the locale says: under LANG=C Java shows a letter that is none
 * of ASCII as a question mark, but keeps the bytes.
 */
final class Names {
  private static final Path ROOT = Path.of("/");

  private Names() {}

  /** The path as text; refuses one that is not UTF-8. */
  static String of(Path path) {
    String shown = path.toString();
    return shown.chars().allMatch(c -> c < 128) ? shown : decoded(path);
  }

  private static String decoded(Path path) {
    URI uri = ROOT.resolve(path).toUri();
    String raw = uri.getRawPath();
    String whole = raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(whole))).toString();
      return path.isAbsolute() ? text : text.substring(1);
    } catch (CharacterCodingException e) {
      throw Unreadable.name(path, e);
    }
  }

  private static byte[] bytes(String percents) {
    byte[] bytes = new byte[percents.length()];
    int count = 0;
    for (int i = 0; i < percents.length(); i++) {
      char c = percents.charAt(i);
      if (c == '%') {
        bytes[count++] = (byte) Integer.parseInt(percents.substring(i + 1, i + 3), 16);
        i += 2;
      } else {
        bytes[count++] = (byte) c;
      }
    }
    return Arrays.copyOf(bytes, count);
  }
}
