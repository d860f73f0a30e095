package viking.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;

/** A client that says what it likes, byte by byte. */
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;

  Wire(int port) {
    try {
      socket = new Socket(InetAddresses.forString("127.0.0.1"), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Wire say(String text) {
    return say(text.getBytes(ISO_8859_1));
  }

  Wire say(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What comes until that text has come. */
  String until(String end) {
    StringBuilder heard = new StringBuilder();
    while (heard.indexOf(end) < 0) {
      int next = next();
      if (next < 0) {
        throw new AssertionError("closed after: " + heard);
      }
      heard.append((char) next);
    }
    return heard.toString();
  }

  /** What comes until the server closes. */
  String rest() {
    StringBuilder heard = new StringBuilder();
    for (int next = next(); next >= 0; next = next()) {
      heard.append((char) next);
    }
    return heard.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int next() {
    try {
      return socket.getInputStream().read();
    } catch (SocketException e) {
      // Reset is closed, too.
      return -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
