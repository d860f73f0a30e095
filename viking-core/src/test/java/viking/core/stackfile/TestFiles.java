package viking.core.stackfile;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The stack files that the tests read. */
final class TestFiles {
  private TestFiles() {}

  static Path of(String name) {
    try {
      return Path.of(TestFiles.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
