package viking.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One at a time makes and ends labs on a machine; the kernel lets go for one that is killed. */
final class LabLock {
  private static final Path FILE = Path.of("/run/lock/viking-lab");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private LabLock() {}

  /** Does something once nobody else does. */
  static <T> T with(Consumer<String> progress, Supplier<T> what) {
    try {
      Files.createDirectories(FILE.getParent());
      try (FileChannel channel =
          FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        await(channel, progress);
        return what.get();
      }
    } catch (IOException e) {
      throw new LabFailure("cannot lock " + FILE + ": " + e, e);
    }
  }

  private static void await(FileChannel channel, Consumer<String> progress) {
    if (isTaken(channel)) {
      progress.accept("waiting for another `viking lab` to end");
      if (!Patience.until(PATIENCE, () -> !isTaken(channel))) {
        throw new LabFailure(
            "another `viking lab` has held %s for %d s".formatted(FILE, PATIENCE.toSeconds()));
      }
    }
  }

  /** Takes it where it is free; this JVM's other threads count as others. */
  private static boolean isTaken(FileChannel channel) {
    try {
      Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
      return lock.isEmpty();
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      throw new LabFailure("cannot lock " + FILE + ": " + e, e);
    }
  }
}
