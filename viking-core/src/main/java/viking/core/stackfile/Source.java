package viking.core.stackfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.reader.StreamReader;

/** Bytes to text; what is no text is told with its place. */
final class Source {
  static final int LARGEST = 1 << 20;

  private Source() {}

  static Optional<String> read(Path path, String name, Problems problems) {
    if (Files.isDirectory(path)) {
      problems.add(Problem.ofWhole(name, "this is a folder, not a file"));
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(path)) {
      return text(in.readNBytes(LARGEST + 1), name, problems);
    } catch (NoSuchFileException e) {
      problems.add(Problem.ofWhole(name, "there is no such file"));
    } catch (IOException e) {
      problems.add(Problem.ofWhole(name, "cannot be read: " + e.getMessage()));
    }
    return Optional.empty();
  }

  static Optional<String> text(byte[] bytes, String name, Problems problems) {
    if (bytes.length > LARGEST) {
      problems.add(Problem.ofWhole(name, "larger than 1 MiB; is it the file that you mean?"));
      return Optional.empty();
    }
    if (bytes.length > 1 && (bytes[0] & 0xfe) == 0xfe && (bytes[1] & 0xfe) == 0xfe) {
      problems.add(Problem.ofWhole(name, "the text is UTF-16; save it as UTF-8"));
      return Optional.empty();
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    if (decoder.decode(in, out, true).isError()) {
      out.flip();
      problems.add(after(name, out.toString()).problem("not UTF-8; save the file as UTF-8"));
      return Optional.empty();
    }
    return checked(out.flip().toString(), name, problems);
  }

  /** Without a byte order mark, and with nothing in it that YAML does not allow. */
  static Optional<String> checked(String given, String name, Problems problems) {
    String text = given.startsWith("\ufeff") ? given.substring(1) : given;
    if (text.length() > LARGEST) {
      problems.add(Problem.ofWhole(name, "larger than 1 MiB; is it the file that you mean?"));
      return Optional.empty();
    }
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!StreamReader.isPrintable(c)) {
        problems.add(
            after(name, text.substring(0, at))
                .problem(String.format("not text: a character U+%04X stands there", c)));
        return Optional.empty();
      }
      at += Character.charCount(c);
    }
    return Optional.of(text);
  }

  /** Whether it can be stored as UTF-8 and given to a process. */
  static boolean isText(String text) {
    if (text.indexOf('\0') >= 0) {
      return false;
    }
    try {
      StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static Spot after(String name, String text) {
    int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
    return new Spot(name, line, text.length() - text.lastIndexOf('\n'));
  }
}
