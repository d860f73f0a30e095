package viking.slave.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.core.actor.Effect;
import viking.core.actor.Event;
import viking.core.actor.Performer;
import viking.core.codec.MemoryCodec;
import viking.core.model.BadInput;
import viking.core.model.HostMemory;

/**
 * The host's memory in a directory of its own, which only one process at a time may have. A file is
 * replaced as a whole, so that a crash leaves the old one or the new one.
 */
public final class MemoryFile implements Performer, AutoCloseable {
  private static final MemoryCodec CODEC = new MemoryCodec();
  private static final Logger LOG = LoggerFactory.getLogger(MemoryFile.class);

  private final Path file;
  private final FileChannel lockFile;
  private volatile HostMemory latest;

  private MemoryFile(Path file, FileChannel lockFile, HostMemory latest) {
    this.file = file;
    this.lockFile = lockFile;
    this.latest = latest;
  }

  /** Opens and locks the directory; a new one gets the id given. */
  public static MemoryFile open(Path directory, Supplier<String> newId) {
    try {
      Files.createDirectories(directory);
      FileChannel lockFile =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock(directory, lockFile);
      try {
        return open(directory.resolve("host.json"), lockFile, newId);
      } catch (IOException | RuntimeException e) {
        lockFile.close();
        throw e;
      }
    } catch (IOException e) {
      throw new BadInput("data directory " + directory + " cannot be used: " + e, e);
    }
  }

  private static MemoryFile open(Path file, FileChannel lockFile, Supplier<String> newId)
      throws IOException {
    boolean known = Files.exists(file);
    HostMemory memory = known ? read(file) : HostMemory.of(newId.get());
    MemoryFile opened = new MemoryFile(file, lockFile, memory);
    if (!known) {
      opened.write(memory);
    }
    return opened;
  }

  /** What is remembered by now, even where the disk did not take it. */
  public HostMemory memory() {
    return latest;
  }

  @Override
  public boolean perform(Effect effect, Consumer<Event> answers) {
    if (!(effect instanceof Remember remember)) {
      return false;
    }
    latest = remember.memory();
    try {
      write(latest);
    } catch (IOException e) {
      LOG.error("cannot write {}: after a restart this host may not know its cluster", file, e);
    }
    return true;
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      LOG.warn("cannot unlock {}", file, e);
    }
  }

  private static void lock(Path directory, FileChannel lockFile) throws IOException {
    FileLock lock;
    try {
      lock = lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      lockFile.close();
      throw new BadInput("data directory " + directory + " is in use by another viking process");
    }
  }

  private static HostMemory read(Path file) throws IOException {
    try {
      return CODEC.read(Files.readString(file, StandardCharsets.UTF_8));
    } catch (BadInput e) {
      throw new BadInput(
          file
              + " does not parse: "
              + e.getMessage()
              + "; put it right, or take it away to make"
              + " this a new host",
          e);
    }
  }

  private void write(HostMemory memory) throws IOException {
    Path fresh = file.resolveSibling("host.json.new");
    try (FileChannel out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      out.write(StandardCharsets.UTF_8.encode(CODEC.write(memory)));
      out.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
