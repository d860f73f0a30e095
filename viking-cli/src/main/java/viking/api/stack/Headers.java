package viking.api.stack;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import viking.core.model.BadInput;

/**
 * A tar's bytes on their way to the library, which holds a whole name in memory, however long. So
 * between two files it is given so much and no more.
 */
final class Headers extends FilterInputStream {
  private static final long LONGEST = 1 << 20;

  private long left = Long.MAX_VALUE;

  Headers(InputStream in) {
    super(in);
  }

  /** The next file, if there is one; of the one before all has been read. */
  TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
    left = LONGEST;
    TarArchiveEntry next = tar.getNextEntry();
    left = Long.MAX_VALUE;
    return next;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    count(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long most) throws IOException {
    long skipped = super.skip(most);
    count(skipped);
    return skipped;
  }

  private void count(long bytes) {
    left -= bytes;
    if (left < 0) {
      throw new BadInput("what was sent holds a name longer than " + (LONGEST >> 20) + " MiB");
    }
  }
}
