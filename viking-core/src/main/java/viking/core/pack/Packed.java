package viking.core.pack;

import java.nio.file.Path;

/**
 * One thing in a pack.
 *
 * @param name below the folder, with slashes
 * @param bytes of a file; else 0
 * @param target of a link, as it is written; else empty
 */
record Packed(String name, Kind kind, Path path, boolean executable, long bytes, String target) {
  /** What it is; the letter stands in the digest. */
  enum Kind {
    FOLDER('d'),
    FILE('f'),
    LINK('l');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    char letter() {
      return letter;
    }
  }
}
