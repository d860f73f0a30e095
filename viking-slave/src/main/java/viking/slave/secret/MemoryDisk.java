package viking.slave.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import viking.core.model.BadInput;

/** A folder in memory, which is empty after a boot; only its owner may look into it. */
final class MemoryDisk {
  private static final ImmutableSet<String> IN_MEMORY = ImmutableSet.of("tmpfs", "ramfs");
  private static final long PATIENCE_SECONDS = 10;

  private MemoryDisk() {}

  /** Makes it what it should be, unless it is: where the disk below is a real one it mounts. */
  static void ensure(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (!inMemory(folder)) {
      mount(folder);
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  static boolean inMemory(Path folder) throws IOException {
    return IN_MEMORY.contains(Files.getFileStore(folder).type());
  }

  private static void mount(Path folder) throws IOException {
    Process mount =
        new ProcessBuilder(
                "mount", "-t", "tmpfs", "-o", "mode=0700", "viking-secrets", folder.toString())
            .redirectErrorStream(true)
            .start();
    mount.getOutputStream().close();
    String said = new String(mount.getInputStream().readAllBytes(), UTF_8).strip();
    try {
      boolean over = mount.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!over || mount.exitValue() != 0 || !inMemory(folder)) {
        mount.destroyForcibly();
        throw new BadInput(
            "secrets are kept in memory, and "
                + folder
                + " is on a disk where no tmpfs can be mounted: "
                + said.lines().findFirst().orElse("mount does not answer"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
