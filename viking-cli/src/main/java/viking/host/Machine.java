package viking.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import viking.core.model.BadInput;

/** What the machine says of itself. */
final class Machine {
  private Machine() {}

  /** The name that the kernel has for it, without its domain. */
  static String hostname() {
    try {
      String name = Files.readString(Path.of("/proc/sys/kernel/hostname"), StandardCharsets.UTF_8);
      return name.strip().toLowerCase(Locale.ROOT).replaceAll("\\..*", "");
    } catch (IOException e) {
      throw new BadInput("this machine's name cannot be read: give --hostname", e);
    }
  }

  /** The bytes that are free where the folder is. */
  static long free(Path folder) {
    try {
      Path there = folder;
      while (!Files.exists(there)) {
        there = there.toAbsolutePath().getParent();
      }
      return Files.getFileStore(there).getUsableSpace();
    } catch (IOException e) {
      throw new BadInput("cannot tell how much is free at " + folder + ": " + e, e);
    }
  }
}
