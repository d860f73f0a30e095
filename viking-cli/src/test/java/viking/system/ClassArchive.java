package viking.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The archive that the launcher has made of viking's classes when it finds none. What runs without
 * it, or while it is made, is not what is to be measured.
 */
final class ClassArchive {
  private static final Path FOLDER = Path.of("target/viking/lib/cds");

  private ClassArchive() {}

  static void have() {
    try {
      int code =
          new ProcessBuilder(Cluster.program().toString(), "--version")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (code != 0) {
        throw new IllegalStateException("viking --version: exit code " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Wait.until("the classes are archived", ClassArchive::isThere);
  }

  private static boolean isThere() {
    String[] names = FOLDER.toFile().list();
    return names != null
        && Arrays.stream(names).anyMatch(name -> name.endsWith(".jsa"))
        && Arrays.stream(names)
            .noneMatch(name -> name.endsWith(".lock") || name.endsWith("-new.jsa"));
  }
}
