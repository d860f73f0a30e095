package viking.host;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  @TempDir private Path folder;

  /** It would end with an exception if the host did not take part, and lead what it founded. */
  @Test
  void isAHostThatTakesPartAndLeaves() throws Exception {
    Rehearsal.hold(folder);
    assertTrue(Files.exists(folder.resolve("secret.key")), "a host of this folder");
  }
}
