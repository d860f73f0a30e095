package viking.core.stackfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import viking.core.model.BadInput;

/** The folder that a stack file stands in, and what the file says of others there. */
record Folder(Path path) {
  static final String DOT_ENV = ".env";

  /** A path relative to this folder, made plain: {@code ./a/../b} is {@code b}. */
  String relative(String what, String text) {
    Path read = parsed(what, text);
    if (text.isBlank() || read.isAbsolute()) {
      throw new BadInput(what + " '" + text + "' is not a path relative to the stack file");
    }
    String plain = read.normalize().toString().replace('\\', '/');
    return plain.isEmpty() ? "." : plain;
  }

  /** The same, for a folder that must be there. */
  String directory(String what, String text) {
    String plain = relative(what, text);
    Path found = path.resolve(plain);
    if (!Files.isDirectory(found)) {
      throw new BadInput(
          what
              + " '"
              + text
              + (Files.exists(found) ? "' is not a folder" : "': there is no such folder here"));
    }
    return plain;
  }

  /** The same, and nothing outside of this folder, not even behind a link. */
  String directoryInside(String what, String text) {
    String plain = relative(what, text);
    BadInput outside =
        new BadInput(what + " '" + text + "' leads out of the folder of the stack file");
    if (plain.startsWith("..")) {
      throw outside;
    }
    directory(what, text);
    try {
      if (!path.resolve(plain).toRealPath().startsWith(path.toRealPath())) {
        throw outside;
      }
    } catch (IOException e) {
      throw new BadInput(what + " '" + text + "' cannot be read: " + e.getMessage(), e);
    }
    return plain;
  }

  /** The text of a file that must be there; empty, with the problem told, where it is no text. */
  Optional<String> text(String what, String text, Problems problems) {
    Path found = path.resolve(parsed(what, text));
    if (!Files.isRegularFile(found)) {
      throw new BadInput(
          what
              + " '"
              + text
              + (Files.exists(found) ? "' is not a file" : "': there is no such file here"));
    }
    return Source.read(found, text, problems);
  }

  /**
   * Whether the text is the name of a folder here, for those who cannot be asked what they mean.
   */
  boolean hasFolder(String text) {
    try {
      return !text.isBlank() && Files.isDirectory(path.resolve(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  boolean hasDotEnv() {
    return Files.isRegularFile(path.resolve(DOT_ENV));
  }

  private static Path parsed(String what, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new BadInput(what + " '" + text + "' is not a path", e);
    }
  }
}
