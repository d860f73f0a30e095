package viking.slave.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import viking.core.model.BadInput;

/** Reads a Dockerfile out of a folder that somebody has sent. */
final class Dockerfile {
  private static final long LONGEST = 1 << 20;

  private Dockerfile() {}

  /** Links lead to where only this host's own people may look: they are not followed. */
  static String in(Path folder, String name) {
    Path file = folder.resolve(name).normalize();
    String shown = "Dockerfile '" + name + "'";
    try {
      if (!file.startsWith(folder)
          || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || !file.toRealPath().startsWith(folder.toRealPath())) {
        throw new BadInput(
            shown
                + (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    ? " is no file of the context"
                    : " is not in the context: it is looked for there, not beside the stack file"));
      }
      if (Files.size(file) > LONGEST) {
        throw new BadInput(shown + " is larger than " + LONGEST + " bytes");
      }
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      throw new BadInput(shown + " cannot be read: " + e, e);
    }
  }
}
