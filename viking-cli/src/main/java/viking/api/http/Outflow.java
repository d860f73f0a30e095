package viking.api.http;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An answer's body, written by a thread and sent by the event loop. Whoever writes faster than the
 * client takes it waits.
 */
final class Outflow extends OutputStream {
  private static final int CHUNK = 65_536;
  private static final int WINDOW = 4 * CHUNK;

  private final Consumer<Buffer> send;
  private final Duration idle;
  private long pending;
  private String broken = "";

  /**
   * @param send hands a chunk to the event loop, which tells of it by {@link #sent}
   * @param idle how long the client may take nothing while there is something for it
   */
  Outflow(Consumer<Buffer> send, Duration idle) {
    this.send = send;
    this.idle = idle;
  }

  synchronized void sent(int bytes) {
    pending -= bytes;
    notifyAll();
  }

  /** Nothing can be sent any more. */
  synchronized void broke(String why) {
    broken = why;
    notifyAll();
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, from.length);
    for (int done = 0; done < length; done += CHUNK) {
      int size = Math.min(CHUNK, length - done);
      reserve(size);
      send.accept(Buffer.buffer(size).appendBytes(from, offset + done, size));
    }
  }

  /** Waits until the client's system has taken everything. */
  void awaitAllSent() throws IOException {
    awaitPendingAtMost(0);
  }

  private synchronized void reserve(int size) throws IOException {
    awaitPendingAtMost(WINDOW - size);
    pending += size;
  }

  private synchronized void awaitPendingAtMost(long most) throws IOException {
    long seen = pending;
    long until = System.nanoTime() + idle.toNanos();
    while (broken.isEmpty() && pending > most) {
      if (pending < seen) {
        seen = pending;
        until = System.nanoTime() + idle.toNanos();
      }
      long left = until - System.nanoTime();
      if (left <= 0) {
        throw new IOException("the client has taken nothing for " + idle.toSeconds() + " s");
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
    if (!broken.isEmpty()) {
      throw new IOException(broken);
    }
  }
}
