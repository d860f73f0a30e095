package viking.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import viking.core.config.Config;

/**
 * Asks the lab's programs whether they serve. Each answer comes within a second or so, or is no.
 */
final class Probe {
  static final int PORT = Config.USUAL_PORT;

  private static final int PATIENCE_MILLIS = 1_000;

  private Probe() {}

  static boolean viking(Member member) {
    return answers("http://%s:%d/health".formatted(member.address(), PORT), "");
  }

  static boolean etcd(Member member) {
    return answers("http://%s:2379/health".formatted(member.address()), "true");
  }

  static boolean dockerd(Path socket) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        Selector selector = Selector.open()) {
      channel.write(US_ASCII.encode("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n"));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      ByteBuffer answer = ByteBuffer.allocate(16);
      return selector.select(PATIENCE_MILLIS) == 1
          && channel.read(answer) > 0
          && US_ASCII.decode(answer.flip()).toString().matches("(?s)HTTP/1\\.[01] 200.*");
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean answers(String url, String word) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        return false;
      }
      try (InputStream body = connection.getInputStream()) {
        return new String(body.readAllBytes(), UTF_8).contains(word);
      }
    } catch (IOException e) {
      return false;
    }
  }
}
