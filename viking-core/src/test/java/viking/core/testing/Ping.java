package viking.core.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Asks a container engine whether it is there, the way its own client does, and waits a minute at
 * most: one that is busy is no reason to skip a test.
 */
final class Ping {
  private static final long PATIENCE_MILLIS = 60_000;

  private Ping() {}

  /** Whether an engine answers at an address such as {@code unix:///var/run/docker.sock}. */
  static boolean answers(String engine) {
    try (SocketChannel channel = SocketChannel.open(address(URI.create(engine)));
        Selector selector = Selector.open()) {
      channel.write(US_ASCII.encode("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n"));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      ByteBuffer answer = ByteBuffer.allocate(16);
      return selector.select(PATIENCE_MILLIS) == 1
          && channel.read(answer) > 0
          && US_ASCII.decode(answer.flip()).toString().matches("(?s)HTTP/1\\.[01] 200.*");
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static SocketAddress address(URI engine) {
    return "unix".equals(engine.getScheme())
        ? UnixDomainSocketAddress.of(engine.getPath())
        : new InetSocketAddress(engine.getHost(), engine.getPort());
  }
}
