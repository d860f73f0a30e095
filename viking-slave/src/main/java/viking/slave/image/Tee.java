package viking.slave.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What is read of one stream is written to another. */
final class Tee extends FilterInputStream {
  private final OutputStream copy;

  Tee(InputStream in, OutputStream copy) {
    super(in);
    this.copy = copy;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    int read = super.read(bytes, from, count);
    if (read > 0) {
      copy.write(bytes, from, read);
    }
    return read;
  }

  /** Nothing gets past the copy. */
  @Override
  public long skip(long count) throws IOException {
    byte[] passed = new byte[(int) Math.min(Math.max(count, 0), 1 << 16)];
    return Math.max(0, read(passed, 0, passed.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
