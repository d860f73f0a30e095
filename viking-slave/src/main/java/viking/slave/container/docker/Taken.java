package viking.slave.container.docker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells each time when something of it has been taken. */
final class Taken extends FilterInputStream {
  private final Runnable moved;

  Taken(InputStream in, Runnable moved) {
    super(in);
    this.moved = moved;
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    moved.run();
    return one;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    int read = in.read(bytes, from, count);
    moved.run();
    return read;
  }
}
