package viking.cli.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A body of which nobody knows the length before its end. Closing it ends the body alone. */
final class ChunkedOutput extends FilterOutputStream {
  private final byte[] chunk = new byte[1 << 16];
  private int filled;

  ChunkedOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    int at = from;
    int left = count;
    while (left > 0) {
      int some = Math.min(left, chunk.length - filled);
      System.arraycopy(bytes, at, chunk, filled, some);
      filled += some;
      at += some;
      left -= some;
      if (filled == chunk.length) {
        send();
      }
    }
  }

  @Override
  public void flush() throws IOException {
    send();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    send();
    out.write("0\r\n\r\n".getBytes(US_ASCII));
    out.flush();
  }

  private void send() throws IOException {
    if (filled > 0) {
      out.write((Integer.toHexString(filled) + "\r\n").getBytes(US_ASCII));
      out.write(chunk, 0, filled);
      out.write("\r\n".getBytes(US_ASCII));
      filled = 0;
    }
  }
}
