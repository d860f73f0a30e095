package viking.slave.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Carries bytes from the thread that has them to the one that wants them, a few pieces at a time:
 * whoever is faster waits.
 */
public final class Conduit {
  private static final int PIECE = 1 << 16;
  private static final int PIECES = 8;

  private final Deque<byte[]> under = new ArrayDeque<>();
  private boolean ended;
  private String broken = "";
  private boolean abandoned;

  /** Where the bytes go in; closing it is the end of them. */
  public OutputStream in() {
    return new In();
  }

  /** Where they come out; closing it tells the other end that nobody wants more. */
  public InputStream out() {
    return new Out();
  }

  /** Nothing whole will come: the reader fails. After the end it changes nothing. */
  public synchronized void abort(String why) {
    if (!ended && broken.isEmpty()) {
      broken = why;
      under.clear();
      notifyAll();
    }
  }

  /** Whether the reader left before the end. */
  synchronized boolean abandoned() {
    return abandoned;
  }

  private synchronized void abandon() {
    abandoned |= !ended && broken.isEmpty();
    abort("nobody reads any more");
  }

  private synchronized void put(byte[] piece) throws IOException {
    while (under.size() >= PIECES && broken.isEmpty()) {
      pause();
    }
    if (!broken.isEmpty()) {
      throw new IOException(broken);
    }
    under.add(piece);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The next piece; empty at the end. */
  private synchronized byte[] take() throws IOException {
    while (under.isEmpty() && !ended && broken.isEmpty()) {
      pause();
    }
    if (!broken.isEmpty()) {
      throw new IOException(broken);
    }
    byte[] piece = under.isEmpty() ? new byte[0] : under.remove();
    notifyAll();
    return piece;
  }

  /** Whoever calls it looks again afterwards. */
  @SuppressWarnings("WaitNotInLoop")
  private void pause() throws IOException {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException failure = new InterruptedIOException("interrupted");
      failure.initCause(e);
      throw failure;
    }
  }

  private final class In extends OutputStream {
    private byte[] piece = new byte[PIECE];
    private int filled;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      int done = 0;
      while (done < count) {
        int now = Math.min(count - done, PIECE - filled);
        System.arraycopy(bytes, from + done, piece, filled, now);
        filled += now;
        done += now;
        if (filled == PIECE) {
          flush();
        }
      }
    }

    @Override
    public void flush() throws IOException {
      if (filled > 0) {
        byte[] full = filled == PIECE ? piece : java.util.Arrays.copyOf(piece, filled);
        piece = new byte[PIECE];
        filled = 0;
        put(full);
      }
    }

    @Override
    public void close() throws IOException {
      flush();
      end();
    }
  }

  private final class Out extends InputStream {
    private byte[] piece = new byte[0];
    private int read;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      if (read == piece.length) {
        piece = take();
        read = 0;
        if (piece.length == 0) {
          return -1;
        }
      }
      int now = Math.min(count, piece.length - read);
      System.arraycopy(piece, read, bytes, from, now);
      read += now;
      return now;
    }

    @Override
    public void close() {
      abandon();
    }
  }
}
