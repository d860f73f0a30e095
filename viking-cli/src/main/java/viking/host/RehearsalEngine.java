package viking.host;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;

/** What a host process takes for a container engine while nobody is around: one that is idle. */
final class RehearsalEngine implements AutoCloseable {
  private static final Map<String, String> ANSWERS =
      Map.of(
          "/version",
          "{\"Version\":\"20.10.0\",\"ApiVersion\":\"1.41\",\"Components\":[{\"Name\":\"Engine\"}]}",
          "/info",
          "{\"NCPU\":1,\"MemTotal\":1000000000,\"DockerRootDir\":\"/\",\"SecurityOptions\":[]}",
          "/volumes",
          "{\"Volumes\":[]}");

  private final Path socket;
  private final ServerSocketChannel server;

  RehearsalEngine(Path socket) throws IOException {
    this.socket = socket;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    start("engine", this::serve);
  }

  URI address() {
    return URI.create("unix://" + socket);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, "rehearsal-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    try {
      while (server.isOpen()) {
        SocketChannel call = server.accept();
        start("call", () -> answer(call));
      }
    } catch (IOException e) {
      // Closed: the rehearsal is over.
    }
  }

  /** One request after the other; a stream of events has a beginning, and then none come. */
  private static void answer(SocketChannel call) {
    try (call;
        BufferedReader lines = new BufferedReader(Channels.newReader(call, US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String path = line.split("[ ?]", 3)[1];
        while (!line.isEmpty()) {
          line = lines.readLine();
        }
        call.write(ByteBuffer.wrap(page(path).getBytes(US_ASCII)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String page(String path) {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    if (path.equals("/events")) {
      return head + "Transfer-Encoding: chunked\r\n\r\n";
    }
    String body = ANSWERS.getOrDefault(path, "[]");
    return head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }
}
