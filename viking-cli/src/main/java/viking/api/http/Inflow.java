package viking.api.http;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * A request's body, put in by the event loop and read by a thread. No more is asked for than fits a
 * short queue: whoever sends faster than it is read waits.
 */
final class Inflow extends InputStream {
  /** Chunks that may lie here unread. */
  static final int WINDOW = 16;

  private final Runnable askForOne;
  private final Duration idle;
  private final Queue<Buffer> chunks = new ArrayDeque<>();
  private Buffer current = Buffer.buffer(0);
  private int position;
  private boolean ended;
  private String broken = "";
  private boolean closed;

  /**
   * @param askForOne has the event loop take one more chunk from the client
   * @param idle how long the client may send nothing while it is listened to
   */
  Inflow(Runnable askForOne, Duration idle) {
    this.askForOne = askForOne;
    this.idle = idle;
  }

  synchronized void arrived(Buffer chunk) {
    if (!closed) {
      chunks.add(chunk);
      notifyAll();
    }
  }

  synchronized void ended() {
    ended = true;
    notifyAll();
  }

  /** No more will come; what has come can be read, and then it fails. */
  synchronized void broke(String why) {
    broken = why;
    notifyAll();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (position == current.length() && !next()) {
      return -1;
    }
    int taken = Math.min(length, current.length() - position);
    current.getBytes(position, position + taken, into, offset);
    position += taken;
    return taken;
  }

  @Override
  public synchronized int available() {
    return current.length() - position;
  }

  /** What comes from now on is nobody's. */
  @Override
  public synchronized void close() {
    closed = true;
    chunks.clear();
    notifyAll();
  }

  private boolean next() throws IOException {
    Buffer chunk;
    synchronized (this) {
      awaitSomething();
      if (chunks.isEmpty()) {
        return false;
      }
      chunk = chunks.remove();
    }
    current = chunk;
    position = 0;
    askForOne.run();
    return chunk.length() > 0 || next();
  }

  /** Only while locked. Returns with a chunk, or at the end. */
  private void awaitSomething() throws IOException {
    long until = System.nanoTime() + idle.toNanos();
    while (chunks.isEmpty() && !ended) {
      if (closed) {
        throw new IOException("the body is closed");
      }
      if (!broken.isEmpty()) {
        throw new IOException(broken);
      }
      long left = until - System.nanoTime();
      if (left <= 0) {
        throw new IOException("the client has sent nothing for " + idle.toSeconds() + " s");
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }
}
