package viking.core.pack;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import viking.core.model.BadInput;

/** What is said of a file that cannot be packed. */
final class Unreadable {
  private Unreadable() {}

  static BadInput because(Path file, IOException problem) {
    String why =
        problem instanceof AccessDeniedException
            ? "cannot be read: permission denied"
            : problem instanceof NoSuchFileException
                ? "is not there any more"
                : "cannot be read: " + problem.getMessage();
    return new BadInput(file + " " + why, problem);
  }

  static BadInput special(Path file) {
    return new BadInput(
        file
            + " is neither a file nor a folder nor a link (a socket, a pipe or a device), which"
            + " cannot be packed; take it away, or leave it out of a build by .dockerignore");
  }

  static BadInput name(Path file, IOException problem) {
    return new BadInput(
        "the name of " + file + " is not UTF-8, which cannot be packed; rename it", problem);
  }
}
