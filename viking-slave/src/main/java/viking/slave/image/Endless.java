package viking.slave.image;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Keeps back the zeros that come last until it is closed, and with them the end of a tar: whoever
 * reads one knows until then that there is more to come.
 */
final class Endless extends FilterOutputStream {
  private static final byte[] ZEROS = new byte[1 << 13];

  private long zeros;

  Endless(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    int end = from + count;
    while (end > from && bytes[end - 1] == 0) {
      end--;
    }
    if (end > from) {
      release();
      out.write(bytes, from, end - from);
    }
    zeros += from + count - end;
  }

  @Override
  public void close() throws IOException {
    release();
    out.close();
  }

  private void release() throws IOException {
    while (zeros > 0) {
      int some = (int) Math.min(zeros, ZEROS.length);
      out.write(ZEROS, 0, some);
      zeros -= some;
    }
  }
}
