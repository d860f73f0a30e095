package viking.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of one busybox with all its names, packed as an engine imports it. */
final class BusyboxTree {
  private BusyboxTree() {}

  static Path make() {
    try {
      Path tar = Files.createTempFile("busybox", ".tar");
      String script =
          "set -e; d=$(mktemp -d); mkdir -p $d/bin $d/tmp $d/etc $d/data;"
              + " cp $(command -v busybox) $d/bin/busybox;"
              + " $d/bin/busybox --install $d/bin; tar -C $d -cf "
              + tar
              + " .; rm -rf $d";
      int code = new ProcessBuilder("sh", "-c", script).inheritIO().start().waitFor();
      if (code != 0) {
        throw new AssertionError("cannot pack busybox: exit code " + code);
      }
      return tar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
