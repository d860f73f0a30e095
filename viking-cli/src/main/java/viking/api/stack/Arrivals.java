package viking.api.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder where what is sent to be built is unpacked; each delivery has one of its own in it.
 */
public final class Arrivals {
  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

  private final Path folder;
  private final long most;

  private Arrivals(Path folder, long most) {
    this.folder = folder;
    this.most = most;
  }

  /** Of each delivery so many bytes at most. What a process that died has left there goes. */
  public static Arrivals in(Path folder, long most) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      for (Path left : list(folder)) {
        remove(left);
      }
      return new Arrivals(folder, most);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be used: " + e.getMessage(), e);
    }
  }

  Path make() throws IOException {
    return Files.createTempDirectory(folder, "deploy-");
  }

  Unpacking unpacking(Path delivery) {
    return new Unpacking(delivery, most);
  }

  /** Whatever happens: a file that cannot be removed is told of and goes at the next start. */
  static void remove(Path delivery) {
    try {
      Files.walkFileTree(delivery, new Removal());
    } catch (IOException e) {
      LOG.warn("{} could not be removed", delivery, e);
    }
  }

  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  /** Links are removed, not followed. */
  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
