package viking.slave.container.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Connects to containers, and asks them for a page where one is named. Any number at once on one
 * thread: those that do not answer hold up nobody.
 */
final class Prober implements AutoCloseable {
  private final Patience patience;
  private Optional<AsynchronousChannelGroup> thread = Optional.empty();

  Prober(Patience patience) {
    this.patience = patience;
  }

  /** Hands over what is wrong, or nothing; {@code late} when there is no answer in time. */
  void probe(
      InetSocketAddress to,
      Optional<String> path,
      Duration limit,
      String late,
      Consumer<Optional<String>> then) {
    Probe probe;
    try {
      probe = new Probe(AsynchronousSocketChannel.open(thread()), to, path, then);
    } catch (IOException e) {
      then.accept(Optional.of("cannot be asked: " + e.getMessage()));
      return;
    }
    probe.begin(patience.after(limit, () -> probe.end(Optional.of(late))));
  }

  @Override
  public synchronized void close() {
    thread.ifPresent(AsynchronousChannelGroup::shutdown);
  }

  static String seconds(Duration time) {
    return (time.toMillis() % 1000 == 0 ? time.toSeconds() : time.toMillis() / 1000.0) + " s";
  }

  private synchronized AsynchronousChannelGroup thread() {
    if (thread.isEmpty()) {
      try {
        thread =
            Optional.of(AsynchronousChannelGroup.withFixedThreadPool(1, Threads.named("health")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return thread.get();
  }

  /** As bytes, whatever the path holds: it cannot end the line. */
  static byte[] request(InetSocketAddress to, String path) {
    StringBuilder clean = new StringBuilder(path.startsWith("/") ? "" : "/");
    for (byte each : path.getBytes(UTF_8)) {
      if (each > ' ' && each < 127) {
        clean.append((char) each);
      } else {
        clean.append(String.format("%%%02X", each));
      }
    }
    String host = to.getAddress().getHostAddress();
    return ("GET "
            + clean
            + " HTTP/1.1\r\nHost: "
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + to.getPort()
            + "\r\nUser-Agent: viking\r\nAccept: */*\r\nConnection: close\r\n\r\n")
        .getBytes(ISO_8859_1);
  }

  static String reason(Throwable failure, int port) {
    return failure instanceof ConnectException
            && String.valueOf(failure.getMessage()).contains("refused")
        ? "port " + port + " refuses connections"
        : "port " + port + ": " + Complaint.oneLine(String.valueOf(failure.getMessage()));
  }
}
